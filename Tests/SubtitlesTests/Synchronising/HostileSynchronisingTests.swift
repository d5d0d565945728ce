import Foundation
import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct HostileSynchronisingTests {
  private static let film = SpokenFilm(minutes: 6, seed: 11)
  private static let heard = SubtitleSynchroniser(film.transcript())

  @Test func nothingGivesNothing() {
    func reason(_ synchroniser: SubtitleSynchroniser, _ document: SubtitleDocument) -> SynchronisationRefusal.Reason? {
      guard case .failure(let refusal) = synchroniser.synchronisation(of: document) else { return nil }
      #expect(!refusal.description.isEmpty)
      return refusal.reason
    }
    let document = Self.film.subtitles()
    #expect(reason(Self.heard, SubtitleDocument(cues: [])) == .nothingToMatch)
    #expect(
      reason(Self.heard, SubtitleDocument(cues: [Cue(range: .seconds(1, 2), lines: ["[music]"])])) == .nothingToMatch)
    #expect(reason(SubtitleSynchroniser(words: []), document) == .noSpeech)
    let silence = SubtitleSynchroniser(words: [], speech: [.seconds(0, 0)])
    #expect(reason(silence, document) == .noMatch)
    let noise = SubtitleSynchroniser(words: [], speech: [.seconds(0, 360)], duration: MediaTime(seconds: 360))
    #expect(reason(noise, document) == .noMatch)
  }

  @Test func oneCue() throws {
    let document = Self.film.subtitles()
    let index = try #require(document.cues.indices.first { Self.film.sentences[$0].words.count == 9 })
    var one = document
    one.cues = [document.cues[index]]
    let wrong = one.retimed { $0 + 20 }
    if case .success(let found) = Self.heard.synchronisation(of: wrong) {
      #expect(SubtitleSynchroniserTests.worst(found.applied(to: wrong), against: one) < 0.3)
    }
  }

  @Test func oneWordAgainAndAgain() {
    let words = (0..<3000).map { Script.word("no", Double($0) * 2, Double($0) * 2 + 0.3) }
    let cues = (0..<3000).map { Cue(range: .seconds(Double($0) * 2 + 5, Double($0) * 2 + 6), lines: ["No."]) }
    let result = SubtitleSynchroniser(words: words).synchronisation(of: SubtitleDocument(cues: cues))
    #expect(throws: SynchronisationRefusal.self) { try result.get() }
  }

  @Test func timesThatAreOutOfOrder() throws {
    let right = Self.film.subtitles()
    var generator = SeededGenerator(seed: 4)
    let order = right.cues.indices.shuffled(using: &generator)
    var shuffled = right
    shuffled.cues = order.map { right.cues[$0] }
    let wrong = shuffled.retimed { $0 - 8 }
    let found = try Self.heard.synchronisation(of: wrong).get()
    let fixed = found.applied(to: wrong)
    #expect(fixed.cues.map(\.lines) == shuffled.cues.map(\.lines))
    #expect(SubtitleSynchroniserTests.worst(fixed, against: shuffled) <= 0.1)
  }

  @Test func timesBeyondReason() {
    let hours = [-1e12, -5, 0, 1e5, 1e9, 1e15]
    var document = Self.film.subtitles()
    for (index, time) in hours.enumerated() {
      document.cues[index * 3].range = .seconds(time, time + 2)
      document.cues[index * 3 + 1].range = .seconds(time, time)
    }
    let found = try? Self.heard.synchronisation(of: document).get()
    _ = found?.applied(to: document)
    let words = hours.flatMap { time in (0..<5).map { Script.word("word\($0)", time, time + 1e14) } }
    let strange = SubtitleSynchroniser(
      words: words, speech: hours.map { .seconds($0, $0 + 1e14) }, duration: MediaTime(seconds: 1e15))
    _ = strange.synchronisation(of: document)
    _ = strange.synchronisation(
      of: SubtitleDocument(cues: hours.map { Cue(range: .seconds($0, $0 + 1), lines: ["word1 word2"]) }))
  }

  @Test(arguments: 1...60) func nonsense(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func time() -> Double {
      Bool.random(using: &generator)
        ? .random(in: -10...600, using: &generator) : .random(in: -1e6...1e6, using: &generator)
    }
    func text() -> String {
      ["[", "((", "a", "a b", "♪", ":", "A: b", "[x] y", "]"].randomElement(using: &generator).map {
        $0 + RandomText.make(count: 5, using: &generator)
      } ?? ""
    }
    let cues = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
      let start = time()
      return Cue(range: .seconds(start, start + .random(in: -1...5, using: &generator)), lines: [text(), text()])
    }
    let words = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
      let start = time()
      return Script.word(text(), start, start + .random(in: -1...1, using: &generator))
    }
    var settings = SynchronisingSettings()
    settings.minimumConfidence = 0
    let document = SubtitleDocument(cues: cues)
    let synchroniser = SubtitleSynchroniser(words: words, speech: words.map(\.range), settings: settings)
    guard case .success(let found) = synchroniser.synchronisation(of: document) else { return }
    for removed in RetimingSettings.Removed.allCases {
      var settings = RetimingSettings()
      settings.removed = removed
      settings.snapsToWords = Bool.random(using: &generator)
      let fixed = found.applied(to: document, settings)
      #expect(fixed.cues.count <= document.cues.count)
      #expect(removed == .drop || fixed.cues.count == document.cues.count)
      #expect(fixed.cues.allSatisfy { $0.range.start >= .zero && $0.range.end > $0.range.start })
    }
  }

  @Test(.timeLimit(.minutes(10))) func aHundredThousandCues() {
    let cues = (0..<100_000).map { index in
      Cue(range: .seconds(Double(index), Double(index) + 0.9), lines: ["say \(index % 977) and \(index % 131) again"])
    }
    let clock = ContinuousClock()
    let time = clock.measure {
      let result = Self.heard.synchronisation(of: SubtitleDocument(cues: cues))
      #expect(throws: SynchronisationRefusal.self) { try result.get() }
    }
    print("refusing 100,000 cues took \(time)")
    let words = cues.enumerated().flatMap { index, cue in
      cue.lines[0].split(separator: " ").enumerated().map { place, word in
        let start = Double(index) * 1.0005 + 3 + Double(place) * 0.15
        return Script.word(String(word), start, start + 0.1)
      }
    }
    let second = clock.measure {
      _ = SubtitleSynchroniser(words: words).synchronisation(of: SubtitleDocument(cues: cues))
    }
    print("synchronising 100,000 cues took \(second)")
  }

  @Test(.timeLimit(.minutes(1))) func oneHugeCue() {
    let text = String(repeating: "((((a [b: ", count: 100_000)
    let cue = Cue(range: .seconds(1, 2), lines: [text, text])
    _ = Self.heard.synchronisation(of: SubtitleDocument(cues: [cue]))
  }
}
