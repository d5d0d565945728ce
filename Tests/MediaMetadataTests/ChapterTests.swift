import MediaMetadata
import Testing
import Timeline
import Transcript

@Suite struct ChapterTests {
  private func check(_ chapters: [Chapter], in transcript: Transcript) {
    #expect(chapters.first?.start == .zero)
    #expect(chapters.last?.end == transcript.duration)
    for (one, next) in zip(chapters, chapters.dropFirst()) { #expect(one.end == next.start) }
    let starts = Set(transcript.segments.map(\.range.start))
    #expect(chapters.dropFirst().allSatisfy { starts.contains($0.start) && !$0.title.isEmpty })
  }

  @Test func beginWhereTheWordsChange() {
    let transcript = Sample.transcript(Sample.threeTopics)
    let metadata = Sample.metadata(transcript)
    check(metadata.chapters, in: transcript)
    #expect(metadata.methods.similarity == "words" && metadata.methods.encoder == nil)
    #expect(metadata.chapters.map { Int($0.start.seconds) } == [0, 400, 800])
  }

  @Test func beginWhereTheMeaningChanges() {
    // The words say nothing of it.
    let transcript = Sample.transcript((0..<120).map { "Sentence \($0) has some other words in it, as all have." })
    let embeddings = Sample.embeddings(transcript) { $0 / 40 }
    let metadata = Sample.metadata(transcript, embeddings)
    check(metadata.chapters, in: transcript)
    #expect(metadata.methods.similarity == "embeddings" && metadata.methods.encoder == "test")
    #expect(metadata.chapters.map { Int($0.start.seconds) } == [0, 400, 800])
  }

  @Test func areNamedByWhatSetsThemApart() {
    let titles = Sample.metadata(Sample.transcript(Sample.threeTopics)).chapters.map { $0.title.lowercased() }
    #expect(titles.count == 3 && Set(titles).count == 3)
    #expect(titles.first?.contains("bees") == true)
  }

  @Test func preferPauses() {
    // Two shifts of the same depth, too near for both: the one after a pause wins.
    var segments = (0..<60).map {
      Sample.segment("We talk about this and that for a while here now", at: Double($0) * 3)
    }
    segments += (0..<60).map {
      Sample.segment("We talk about this and that for a while here now", at: 200 + Double($0) * 3)
    }
    let transcript = Sample.transcript(segments, duration: 400)
    let embeddings = Sample.embeddings(transcript) { $0 < 60 ? 0 : 1 }
    let chapters = Sample.metadata(transcript, embeddings).chapters
    #expect(chapters.map { Int($0.start.seconds) } == [0, 200])
  }

  @Test func areNoShorterThanAsked() {
    let transcript = Sample.transcript(Sample.threeTopics)
    for seconds in [30.0, 120, 500, 5000] {
      let chapters = Sample.metadata(
        transcript, settings: MetadataSettings(shortestChapter: MediaTime(seconds: seconds))
      ).chapters
      check(chapters, in: transcript)
      if chapters.count > 1 { #expect(chapters.allSatisfy { $0.range.duration.seconds >= seconds }) }
    }
  }

  @Test func aTextAboutOneThingHasOne() {
    let transcript = Sample.transcript(Array(Sample.threeTopics.prefix(40)))
    let embeddings = Sample.embeddings(transcript) { _ in 0 }
    #expect(Sample.metadata(transcript, embeddings).chapters.count == 1)
  }

  @Test func areNoneWithoutSpeech() {
    #expect(Sample.metadata(Sample.transcript([Segment](), duration: 600)).chapters.isEmpty)
  }

  @Test func vectorsOfAnotherTranscriptAreNotUsed() {
    let transcript = Sample.transcript(Sample.threeTopics)
    let other = Sample.embeddings(Sample.transcript(["Something else is said here."])) { _ in 0 }
    #expect(Sample.metadata(transcript, other).methods.similarity == "words")
  }
}
