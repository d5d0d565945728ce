import Subtitles
import Testing
import Timeline
import Transcript

@Suite struct PlacementTests {
  /// What a format that knows edges alone makes of a place.
  private func edge(_ edge: CuePlacement.Edge, line: Double? = nil, row: Int? = nil) -> CuePlacement.Edge? {
    var cue = Cue(range: TimeRange(start: .zero, end: MediaTime(milliseconds: 1000)), lines: ["x"])
    var placement = CuePlacement()
    (placement.edge, placement.line, placement.row) = (edge, line, row)
    cue.placement = placement
    let kept = SubtitleDocument(cues: [cue]).normalised(keeping: [.edge]).cues[0].placement
    return kept.map(\.edge)
  }

  private func cue(_ text: String, _ placement: CuePlacement) -> Cue {
    var cue = Cue(range: TimeRange(start: .zero, end: MediaTime(milliseconds: 1000)), lines: [text])
    cue.placement = placement
    return cue
  }

  /// The place of a cue in a region, for a format that has none.
  private func place(
    _ region: CueRegion, _ features: Set<SubtitleFeature> = [.position, .alignment, .edge], _ text: String = "x",
    _ change: (inout CuePlacement) -> Void = { _ in }
  ) -> CuePlacement? {
    var placement = CuePlacement()
    placement.region = region.id
    change(&placement)
    var document = SubtitleDocument(cues: [cue(text, placement)])
    document.regions = [region]
    return document.normalised(keeping: features).cues[0].placement
  }

  @Test func `regions become places`() {
    var region = CueRegion(id: "up")
    (region.width, region.anchor, region.viewportAnchor) = (0.4, CuePoint(x: 0.5, y: 0), CuePoint(x: 0.5, y: 0.05))
    let found = place(region)
    #expect(found?.edge == .bottom && found?.line == 0.2099 && found?.position == 0.5 && found?.width == 0.4)
    #expect(place(region, [.edge]) == .top)
    #expect(place(region) { $0.alignment = .left }?.position == 0.3)
    #expect(place(region) { $0.alignment = .start }?.position == 0.3)
    #expect(place(region, [.position, .alignment], "שלום") { $0.alignment = .start }?.position == 0.7)
    #expect(place(region) { ($0.alignment, $0.position) = (.right, 0.5) }?.position == 0.5)
    // What would lie above the picture is in it.
    region.anchor = CuePoint(x: 0.5, y: 1)
    #expect(place(region)?.line == 0.1599)
    #expect(place(CueRegion(id: "usual")) == nil)
  }

  @Test func `places of regions are no loss where places are held`() {
    var region = CueRegion(id: "up")
    region.viewportAnchor = CuePoint(x: 0, y: 0.3)
    var placement = CuePlacement()
    placement.region = "up"
    var document = SubtitleDocument(cues: [cue("x", placement)])
    document.regions = [region]
    #expect(document.losses(keeping: [.position]).isEmpty)
    #expect(document.losses(keeping: [.edge]) == [.feature(.position, count: 1)])
    document.regions[0].scrollsUp = true
    #expect(document.losses(keeping: [.position]) == [.feature(.regions, count: 1)])
    #expect(document.losses(keeping: [.regions]).isEmpty)
  }

  @Test(arguments: [
    ("Hello", "en", CuePlacement.Alignment.left), ("שלום", "en", .right), ("«שלום» a", "en", .right),
    ("Hello", "he", .left), ("12:30", "he", .right), ("12:30", "und", .left), ("\u{200F}Hello", "en", .right),
    ("\u{200E}שלום", "he", .left), ("مرحبا", "und", .right),
  ])
  func `the start is a side`(text: String, language: String, expected: CuePlacement.Alignment) {
    var (start, end, left) = (CuePlacement(), CuePlacement(), CuePlacement())
    (start.alignment, end.alignment, left.alignment) = (.start, .end, .left)
    let document = SubtitleDocument(cues: [start, end, left].map { cue(text, $0) }, language: LanguageTag(language))
    let found = document.withSides().cues.map { $0.placement?.alignment }
    #expect(found == [expected, expected == .left ? .right : .left, .left])
  }

  @Test func `keys lie where text does`() {
    for key in 1...9 { #expect(CuePlacement(key: key)?.key == key) }
    #expect(CuePlacement(key: 0) == nil && CuePlacement(key: 10) == nil && CuePlacement(key: 8) == .top)
    #expect((0...12).map { CuePlacement.key(legacy: $0) } == [nil, 1, 2, 3, 7, 7, 8, 9, 7, 4, 5, 6, nil])
  }

  @Test func `a block stays near the edge at which it is`() {
    #expect(edge(.top, line: 0.1) == .top)
    // Nil is the bottom.
    #expect(edge(.top, line: 0.85) == nil && edge(.top, row: 13) == nil && edge(.bottom, row: -2) == nil)
    #expect(edge(.bottom, line: 0.2) == .top && edge(.bottom, row: -14) == .top && edge(.top, row: 0) == .top)
    #expect(edge(.middle, line: 0.5) == .middle && edge(.middle, line: 0.9) == nil)
    #expect(edge(.top) == .top && edge(.middle) == .middle)
  }
}
