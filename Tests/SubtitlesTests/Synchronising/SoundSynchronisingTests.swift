import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

/// Subtitles in another language than the speech.
@Suite struct SoundSynchronisingTests {
  /// The same times with other words.
  static func translated(_ document: SubtitleDocument) -> SubtitleDocument {
    var document = document
    let other = SpokenFilm(minutes: 60, seed: 404).subtitles()
    for index in document.cues.indices { document.cues[index].lines = other.cues[index % other.cues.count].lines }
    return document
  }

  @Test(arguments: [-30.0, -4, 0, 11, 30], [1, 25.0 / 24, 24000.0 / 25025])
  func findsOffsetAndRate(shift: Double, rate: Double) throws {
    let film = SpokenFilm(minutes: 40, seed: 31)
    let right = film.subtitles()
    let wrong = Self.translated(right).retimed { $0 / rate + shift }
    let found = try SubtitleSynchroniser(film.transcript()).synchronisation(of: wrong).get()
    #expect(found.evidence == .sound)
    #expect(found.confidence <= 0.6)
    #expect(found.mapping.pieces.count == 1)
    #expect(found.mapping.pieces[0].rate == rate)
    let off = SubtitleSynchroniserTests.worst(found.applied(to: wrong), against: right)
    // Detected speech begins a tenth of a second before it is heard.
    #expect(off <= 0.25, "\(off) s")
  }

  @Test(arguments: 1...8) func refusesWhatDoesNotFit(seed: UInt64) {
    for minutes in [3.0, 12, 45] {
      let film = SpokenFilm(minutes: minutes, seed: 31 + seed)
      let other = SpokenFilm(minutes: minutes, seed: 500 + seed)
      let result = SubtitleSynchroniser(film.transcript()).synchronisation(of: Self.translated(other.subtitles()))
      switch result {
      case .success(let found): Issue.record("\(minutes) min: \(found.evidence) with \(found.confidence)")
      case .failure(let refusal): #expect([.noMatch, .weakEvidence].contains(refusal.reason))
      }
    }
  }

  /// The same words and phrases, another film: a matter of chance in each place.
  @Test(arguments: 1...8) func refusesOtherTextInTheSameLanguage(seed: UInt64) {
    for minutes in [3.0, 12, 45] {
      let film = SpokenFilm(minutes: minutes, seed: 7)
      var other = SpokenFilm(minutes: minutes, seed: 7 + seed)
      // Words of the film in another order.
      var words = film.sentences.flatMap(\.words).shuffledBySeed(seed)
      for index in other.sentences.indices {
        let count = min(words.count, other.sentences[index].words.count)
        other.sentences[index].words = Array(words.suffix(count))
        words.removeLast(count)
      }
      let result = SubtitleSynchroniser(film.transcript()).synchronisation(of: other.subtitles())
      if case .success(let found) = result {
        Issue.record("\(minutes) min: \(found.evidence) with \(found.confidence)")
      }
    }
  }

  @Test func leavesSoundAsideWhereAskedTo() {
    var settings = SynchronisingSettings()
    settings.usesSound = false
    let film = SpokenFilm(minutes: 20, seed: 31)
    let result = SubtitleSynchroniser(film.transcript(), settings: settings)
      .synchronisation(of: Self.translated(film.subtitles()))
    #expect(throws: SynchronisationRefusal.self) { try result.get() }
  }
}

extension [String] {
  func shuffledBySeed(_ seed: UInt64) -> [String] {
    var generator = SeededGenerator(seed: seed)
    return shuffled(using: &generator)
  }
}
