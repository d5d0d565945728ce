import MediaMetadata
import Testing
import Timeline
import Transcript

@Suite struct ReadingStatisticsTests {
  @Test func countWordsAndTime() throws {
    // 8 words in 2 s, a pause of 8 s, 4 words in 1 s.
    let transcript = Sample.transcript(
      [
        Sample.segment("One two three four. Five six seven eight.", at: 0),
        Sample.segment("Nine ten eleven twelve.", at: 10),
      ],
      duration: 20)
    let statistics = Sample.metadata(transcript).statistics
    #expect(statistics.words == 12 && statistics.segments == 2 && statistics.meanSentenceLength == 4)
    #expect(statistics.speech == MediaTime(seconds: 3) && statistics.speechShare == 0.15)
    #expect(statistics.wordsPerMinute == 240)
    let pause = try #require(statistics.longestPause)
    #expect(pause.start == MediaTime(seconds: 2) && pause.end == MediaTime(seconds: 10))
    #expect(statistics.readability == nil)
  }

  @Test func wordsOfLanguagesWithoutSpacesAreThoseOfADictionary() {
    let statistics = Sample.metadata(Sample.transcript(["太陽電池は電気を作ります。とても安いです。"], language: "ja")).statistics
    #expect((8...12).contains(statistics.words))
    #expect(statistics.meanSentenceLength == (Double(statistics.words) / 2 * 10).rounded() / 10)
  }

  @Test func plainEnglishIsEasierThanThatOfLaw() throws {
    func ease(_ text: String) throws -> Double {
      try #require(Sample.metadata(Sample.transcript([String](repeating: text, count: 10))).statistics.readability)
        .fleschReadingEase
    }
    let plain = try ease("The cat sat on the mat. It was warm, so the cat slept all day.")
    let legal = try ease(
      "Notwithstanding any provision contained in this agreement, indemnification obligations of the contracting "
        + "organisation continue irrespective of termination or modification.")
    #expect(plain > 90 && legal < 20)
  }

  @Test func speakersAndLanguagesHaveShares() {
    let metadata = Sample.metadata(
      Sample.transcript([
        Sample.segment("One two three four five six.", at: 0, speaker: "Ada"),
        Sample.segment("One two.", at: 10, speaker: "Ben"), Sample.segment("Who was that?", at: 20),
      ]))
    #expect(metadata.speakers.map(\.speaker) == ["Ada", "Ben"])
    #expect(metadata.speakers.map(\.share) == [0.75, 0.25] && metadata.speakers.map(\.segments) == [1, 1])
  }
}
