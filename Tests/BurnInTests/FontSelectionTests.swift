import BurnIn
import Testing
import Transcript

@Suite struct FontSelectionTests {
  private func characters(_ text: String) -> Set<Unicode.Scalar> { Set(text.unicodeScalars) }

  @Test func aFontForPlainText() throws {
    let font = try FontSelection.choose(for: characters("Hello, world"), language: "en")
    #expect(!font.family.isEmpty && font.file != nil)
    #expect(font.fallbacks.isEmpty && font.missing.isEmpty)
  }

  @Test func whatIsNotSeenNeedsNoFont() throws {
    let font = try FontSelection.choose(
      for: characters("a\u{200B}\u{200F}\u{2060}\u{A0}\u{3000}\n\u{FE0F}"), language: "en")
    #expect(font.missing.isEmpty)
  }

  @Test func charactersThatNoFontHasAreTold() throws {
    let font = try FontSelection.choose(for: characters("a\u{10FFFD}"), language: "en")
    #expect(font.missing == ["\u{10FFFD}"])
  }

  @Test func aFontThatIsNotHereIsNotTaken() throws {
    let font = try FontSelection.choose(for: characters("abc"), language: "en", families: ["No Such Font 123"])
    #expect(font.family != "No Such Font 123" && font.missing.isEmpty)
  }
}
