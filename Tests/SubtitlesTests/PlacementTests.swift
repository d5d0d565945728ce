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

  @Test func `a block stays near the edge at which it is`() {
    #expect(edge(.top, line: 0.1) == .top)
    // Nil is the bottom.
    #expect(edge(.top, line: 0.85) == nil && edge(.top, row: 13) == nil && edge(.bottom, row: -2) == nil)
    #expect(edge(.bottom, line: 0.2) == .top && edge(.bottom, row: -14) == .top && edge(.top, row: 0) == .top)
    #expect(edge(.middle, line: 0.5) == .middle && edge(.middle, line: 0.9) == nil)
    #expect(edge(.top) == .top && edge(.middle) == .middle)
  }
}
