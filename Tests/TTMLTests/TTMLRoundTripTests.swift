import Foundation
import Subtitles
import TTML
import TestSupport
import Testing

/// What is written is read as it was, in every profile.
@Suite struct TTMLRoundTripTests {
  @Test(arguments: TTMLProfile.allCases) func everythingComesBack(_ profile: TTMLProfile) throws {
    var documents = RandomDocument(seed: 41)
    let format = TTMLFormat(profile: profile)
    for _ in 0..<400 {
      let document = documents.next(for: profile)
      var expected = document.normalised(keeping: profile.features)
      if profile != .ebuTTD { expected.frameRate = document.frameRate }
      let data = try format.write(document)
      let found = try format.read(data)
      guard found != expected else { continue }
      #expect(found.title == expected.title)
      #expect(found.notes == expected.notes)
      #expect(found.frameRate == expected.frameRate)
      #expect(found.language == expected.language)
      #expect(found.cues == expected.cues, "\(String(decoding: data, as: UTF8.self))")
      return
    }
  }

  @Test(arguments: TTMLProfile.allCases) func writingTwiceGivesTheSameBytes(_ profile: TTMLProfile) throws {
    var documents = RandomDocument(seed: 42)
    let format = TTMLFormat(profile: profile)
    for _ in 0..<50 {
      let document = documents.next(for: profile)
      let data = try format.write(document)
      #expect(try format.write(document) == data)
      #expect(try format.write(format.read(data)) == data)
    }
  }

  /// What other programs made, read and written, is read as it was the first time.
  @Test(.enabled(if: TestData.isAvailable)) func theCollectionComesBack() throws {
    var compared = 0
    for file in try SampleFiles.all(withExtension: "ttml", "xml") {
      guard let document = try? TTMLFormat().read(file.data) else { continue }
      let features = TTMLFormat.features.subtracting([.position, .identifiers])
      let again = try TTMLFormat().read(TTMLFormat().write(document))
      #expect(
        again.normalised(keeping: features).cues == document.normalised(keeping: features).cues, "\(file.name)")
      compared += 1
    }
    #expect(compared > 400)
  }
}
