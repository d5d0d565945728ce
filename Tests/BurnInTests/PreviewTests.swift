import BurnIn
import Foundation
import MediaIO
import Subtitles
import SystemPackage
import TestSupport
import Testing
import Timeline

@Suite struct PreviewTests {
  @Test func choosesCuesThatTell() {
    let cues = document(
      "A line of a middling length", "Yes.", "Two\nlines", "The longest line of them all is this one", "No no")
    let chosen = PreviewCues.choose(from: cues)
    #expect(chosen.map(\.lines) == [["Yes."], ["Two", "lines"], ["The longest line of them all is this one"]])
    #expect(PreviewCues.choose(from: document("a", "b")).count == 2)
    #expect(PreviewCues.choose(from: document()).isEmpty)
  }

  /// The fixture is stored lying, with pixels twice as wide as high, and shown a quarter turn counterclockwise: what is
  /// stored at the upper left, red and from two seconds on blue, is shown at the lower left.
  @Test func picturesAreTurnedAndAtTheirTime() throws {
    let reader = try FrameReader(Films.named("corner.mp4"))
    #expect(reader.geometry == VideoGeometry(width: 64, height: 32, pixelAspect: Rational(2, 1), quarterTurns: 3))
    #expect(reader.geometry.shownWidth == 32 && reader.geometry.shownHeight == 128)
    func isNear(_ pixel: [Int], _ wanted: [Int]) -> Bool { zip(pixel, wanted).allSatisfy { abs($0 - $1) < 40 } }
    for (milliseconds, color) in [
      (1_900, [255, 0, 0]), (500, [255, 0, 0]), (2_000, [0, 0, 255]), (90_000, [0, 0, 255]),
    ] {
      let picture = try reader.picture(at: MediaTime(milliseconds: Int64(milliseconds)))
      #expect(picture.width == 32 && picture.height == 64)
      #expect(isNear(picture.pixel(4, 60), color), "\(milliseconds) ms: \(picture.pixel(4, 60))")
      #expect(isNear(picture.pixel(28, 60), [255, 255, 255]))
      #expect(isNear(picture.pixel(4, 4), [255, 255, 255]))
    }
  }

  @Test(arguments: 0..<4) func fourQuartersAreAWholeTurn(quarters: Int) {
    let picture = Picture(width: 3, height: 2, pixels: (0..<18).map(UInt8.init))!
    let turned = picture.turned(quarters: quarters)
    #expect(turned.turned(quarters: 4 - quarters) == picture)
    #expect(turned.width == (quarters % 2 == 0 ? 3 : 2))
    if quarters == 1 { #expect(turned.pixel(1, 0) == picture.pixel(0, 0)) }
  }

  @Test func theSheetIsAPictureAsItIsShown() throws {
    let cues = document("One", "Two\nlines", "Three", "Four words are here")
    var style = BurnInStyle()
    (style.playResX, style.playResY, style.fontSize) = (270, 1080, 100)
    (style.marginLeft, style.marginRight, style.primaryColor) = (10, 10, "#00ff00")
    let script = Array(BurnInScript.text(of: cues, style: style).utf8)
    let sheet = try PreviewRenderer(film: Films.named("corner.mp4"), script: script)
      .sheet(of: PreviewCues.choose(from: cues))
    // Upright ones stand side by side.
    #expect(sheet.width == 3 * 32 + 16 && sheet.height == 128)
    #expect(
      stride(from: 0, to: sheet.pixels.count, by: 3).contains { sheet.pixels[$0 + 1] > 180 && sheet.pixels[$0] < 120 })
    let png = try sheet.png(for: "a.png")
    #expect(png.prefix(8).elementsEqual([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    let folder = try TemporaryFolder()
    let path = folder.path.appending("sheet.png")
    try Data(png).write(to: URL(fileURLWithPath: path.string))
    #expect(try FrameReader(path).picture(at: .zero) == sheet)
  }

  @Test func filmsWithoutPicturesAreTold() {
    #expect { _ = try FrameReader(Films.named("gap.mka")) } throws: { ($0 as? MediaError)?.code == .noVideo }
  }
}
