import Foundation
import FoundationXML
import Media
import MediaMetadata
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct OddInputTests {
  @Test func nothingIsSaid() {
    let metadata = Sample.metadata(Sample.transcript([Segment](), duration: 60))
    #expect(metadata.chapters.isEmpty && metadata.keywords.isEmpty && metadata.summary.isEmpty)
    #expect(metadata.speakers.isEmpty && metadata.languages.isEmpty)
    #expect(metadata.statistics.words == 0 && metadata.statistics.longestPause == nil)
    #expect(metadata.media.duration == MediaTime(seconds: 60))
  }

  @Test func oneWordIsSaid() {
    let metadata = Sample.metadata(Sample.transcript(["Hello."]))
    #expect(metadata.chapters.count == 1 && metadata.chapters.first?.title == "Hello")
    #expect(metadata.summary.map(\.text) == ["Hello."])
    #expect(metadata.statistics.words == 1)
  }

  @Test(arguments: ["", "…", "   ", "♪ ♪", "1 2 3", "\u{0}", "\u{200D}\u{200D}", "the the the"])
  func wordsThatAreNone(text: String) {
    let word = Word(text, range: TimeRange(start: .zero, end: .zero), confidence: 0)
    for language in ["en", "ja", "und", "xx"] as [LanguageTag] {
      let metadata = Sample.metadata(Sample.transcript([Segment(words: [word], language: language)], duration: 0))
      #expect(metadata.chapters.count == 1)
      #expect(metadata.chapters.first?.title.isEmpty == false)
    }
  }

  @Test func timesMayBeAnything() {
    let far = MediaTime(flicks: .max / 2)
    let words = [
      Word("Backwards", range: TimeRange(start: far, end: far), confidence: .nan),
      Word("time.", range: TimeRange(start: -far, end: .zero), confidence: 2),
    ]
    let transcript = Sample.transcript(
      [
        Segment(words: words, language: "en"), Segment(words: [], language: "en"),
        Segment(words: words, language: "en"),
      ])
    let metadata = Sample.metadata(transcript)
    #expect(metadata.statistics.words == 4)
  }

  @Test func anyTextGivesFilesThatCanBeRead() throws {
    var generator = SeededGenerator(seed: 7)
    let sentences = (0..<200).map { _ in
      (0..<8).map { _ in "x" + RandomText.make(count: 5, using: &generator) }.joined(separator: " ")
    }
    for language in ["en", "ja", "fr"] as [LanguageTag] {
      let metadata = Sample.metadata(Sample.transcript(sentences, language: language))
      let decoded = try JSONDecoder().decode(MediaMetadata.self, from: MetadataJSON.data(of: metadata))
      #expect(decoded.keywords == metadata.keywords)
      #expect(XMLParser(data: try MetadataNFO.data(of: metadata)).parse())
      _ = ChapterFiles.ffmetadata(metadata)
    }
  }

  /// Three hours, 3,600 sentences: what it takes is measured in a release build; here it must not grow with the square.
  @Test(.timeLimit(.minutes(2))) func threeHours() {
    let sentences = (0..<30).flatMap { _ in Sample.threeTopics }
    let transcript = Sample.transcript(sentences, every: 3)
    let clock = ContinuousClock()
    for embeddings in [nil, Sample.embeddings(transcript) { $0 / 40 % 4 }] {
      let time = clock.measure {
        let metadata = Sample.metadata(transcript, embeddings)
        #expect(metadata.chapters.count > 10 && metadata.chapters.count <= 36)
        #expect(metadata.summary.count <= 8)
      }
      print("three hours: \(time), \(embeddings == nil ? "words" : "embeddings")")
    }
  }

  @Test func theSameInputGivesTheSameBytes() throws {
    let transcript = Sample.transcript(Sample.threeTopics)
    let first = try MetadataJSON.data(of: Sample.metadata(transcript))
    for _ in 0..<3 { #expect(try MetadataJSON.data(of: Sample.metadata(transcript)) == first) }
  }
}
