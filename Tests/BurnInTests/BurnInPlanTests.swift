import BurnIn
import MediaIO
import Subtitles
import Testing
import Timeline
import Transcript

@Suite struct BurnInPlanTests {
  /// 42 characters, as long as the line of most styles.
  private static let long = "We have never seen anything like it, Anna."
  private static let text = document(long, "Yes.", "I know what you mean, and\nwe should have told them.")

  private static let geometries = [
    VideoGeometry(width: 1920, height: 1080), VideoGeometry(width: 720, height: 576, pixelAspect: Rational(64, 45)),
    VideoGeometry(width: 1080, height: 1920), VideoGeometry(width: 1920, height: 1080, quarterTurns: 1),
    VideoGeometry(width: 642, height: 642), VideoGeometry(width: 1920, height: 800),
    VideoGeometry(width: 176, height: 144),
    VideoGeometry(width: 3840, height: 2160), VideoGeometry(width: 640, height: 480),
  ]

  private func canvas(_ plan: BurnInPlan) throws -> ScriptCanvas {
    let geometry = plan.geometry
    let canvas = try ScriptCanvas(
      width: geometry.turnedWidth, height: geometry.turnedHeight, shownWidth: geometry.shownWidth,
      shownHeight: geometry.shownHeight)
    try canvas.load(Array(BurnInScript.text(of: Self.text, style: plan.style).utf8))
    return canvas
  }

  /// Drawn as FFmpeg draws it, every cue lies where it is safe.
  @Test(arguments: geometries, ["netflix", "bbc", "social-vertical"])
  func textStaysWithinTheSafeArea(geometry: VideoGeometry, style: String) throws {
    let style = try HouseStyles.builtIn.style(named: style)
    let plan = try BurnInPlan(for: Self.text, on: geometry, style: style, language: "en")
    let canvas = try canvas(plan)
    for index in 0..<3 {
      let extent = try #require(canvas.extent(at: MediaTime(milliseconds: Int64(index) * 1000 + 450)))
      let side = plan.safeArea.side * Double(canvas.width)
      let bottom = Double(canvas.height) * (1 - plan.safeArea.vertical)
      // A pixel for smooth edges.
      #expect(Double(extent.left) >= side - 1.5 && Double(extent.right) <= Double(canvas.width) - side + 1.5)
      #expect(Double(extent.bottom) <= bottom + 1.5)
      #expect(Double(extent.top) >= Double(canvas.height) * plan.safeArea.vertical)
    }
    #expect(plan.warnings.isEmpty && !plan.style.wrapsLines)
  }

  @Test func aWideFilmHasTheUsualNumbers() throws {
    let plan = try BurnInPlan(for: Self.text, on: Self.geometries[0], style: house, language: "en")
    #expect(plan.style.playResX == 1920 && plan.style.playResY == 1080)
    #expect(plan.style.fontSize == 54 && (54...66).contains(plan.style.marginVertical))
    #expect((0.05...0.1).contains(plan.safeArea.side))
    let columns = try #require(plan.columns)
    #expect(columns >= 42)
    // So many fit, whatever font is there.
    let full = String(String(repeating: Self.long.dropLast() + " ", count: 3).prefix(columns * 9 / 10))
    let fuller = try BurnInPlan(for: document(full), on: Self.geometries[0], style: house, language: "en")
    #expect(fuller.style.fontSize == 54 && !fuller.style.wrapsLines)
    #expect(!plan.style.hasBox)
  }

  /// A style of somebody's own has the box of the one that it is based on.
  @Test func theLookIsThatOfTheStyle() throws {
    var ours = HouseStyleDocument()
    ours.basedOn = "bbc"
    ours.look.sideMargin = 0.2
    let own = try HouseStyles.builtIn.adding(["ours": ours]).style(named: "ours")
    let plan = try BurnInPlan(for: document("Yes."), on: Self.geometries[0], style: own, language: "en")
    #expect(plan.style.hasBox && plan.safeArea == SafeArea(side: 0.2, leastSide: 0.1, vertical: 0.05))
  }

  @Test func smallerWhereTheLineIsLongerThanThePicture() throws {
    let plan = try BurnInPlan(for: Self.text, on: Self.geometries[2], style: house, language: "en")
    #expect(plan.style.playResX == 1080 && plan.style.playResY == 1920)
    #expect(plan.style.fontSize < 54 && plan.style.fontSize > 32)
    #expect((384...396).contains(plan.style.marginVertical))
    #expect(try #require(plan.columns) >= 42)
    // A few large words instead.
    let vertical = try HouseStyles.builtIn.style(named: "social-vertical")
    let large = try BurnInPlan(
      for: document("A few", "large words"), on: Self.geometries[2], style: vertical, language: "en")
    #expect(large.style.fontSize > plan.style.fontSize)
  }

  @Test func linesThatNothingCanHoldAreBroken() throws {
    let endless = document(Array(repeating: Self.long, count: 4).joined(separator: " "))
    let plan = try BurnInPlan(for: endless, on: Self.geometries[2], style: house, language: "en")
    #expect(plan.style.wrapsLines && plan.warnings.count == 1)
    #expect(plan.style.fontSize >= 32)
  }

  @Test func wishesComeFirst() throws {
    var wishes = BurnInPlan.Wishes()
    wishes.size = 0.1
    wishes.hasBox = true
    wishes.safeArea = SafeArea(side: 0.2, leastSide: 0.2, vertical: 0.15)
    wishes.family = "No Such Font 123"
    let plan = try BurnInPlan(
      for: document("Yes."), on: Self.geometries[0], style: house, language: "en", wishes: wishes)
    #expect(plan.style.fontSize == 108 && plan.style.hasBox)
    #expect(plan.style.marginLeft == 384 && (162...178).contains(plan.style.marginVertical))
    #expect(plan.warnings.contains { $0.contains("No Such Font 123") })
  }

  @Test func missingCharactersAreNamed() throws {
    let plan = try BurnInPlan(
      for: document("a\u{10FFFD}b"), on: Self.geometries[0], style: house, language: "en")
    #expect(plan.warnings.contains { $0.contains("U+10FFFD") })
  }

  @Test func thereMustBeText() {
    #expect { try BurnInPlan(for: document(), on: Self.geometries[0], style: house, language: "en") } throws: {
      ($0 as? BurnInError)?.code == .empty
    }
  }
}
