import Foundation
import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

/// What people really say, with the times at which they say it; only the recogniser's errors are made up.
@Suite(.enabled(if: TestData.isAvailable)) struct RealSynchronisingTests {
  private static let drifts = [0, 0.001, 0.005, 0.01, 0.02, 0.04, -0.001, -0.005, -0.01, -0.02, -0.04]

  @Test(arguments: Array(stride(from: -30.0, through: 30, by: 6)), drifts)
  func longForm(shift: Double, drift: Double) throws {
    let film = try Self.longForm()
    #expect(film.sentences.count > 60)
    let right = film.subtitles()
    let wrong = right.retimed { $0 * (1 + drift) + shift }
    let found = try SubtitleSynchroniser(film.transcript()).synchronisation(of: wrong).get()
    #expect(found.evidence == .words && found.mapping.pieces.count == 1)
    let off = SubtitleSynchroniserTests.worst(found.applied(to: wrong), against: right)
    #expect(off <= 0.1, "\(off) s")
  }

  /// A minute and a half of words whose times were measured.
  @Test(arguments: [-30.0, -3, 0, 12, 30], drifts)
  func measuredWords(shift: Double, drift: Double) throws {
    let film = try Self.measured()
    #expect(film.sentences.count > 15)
    let right = film.subtitles()
    let wrong = right.retimed { $0 * (1 + drift) + shift }
    let found = try SubtitleSynchroniser(film.transcript(errors: 0.1, jitter: 0.03)).synchronisation(of: wrong).get()
    let off = SubtitleSynchroniserTests.worst(found.applied(to: wrong), against: right)
    #expect(off <= 0.1, "\(off) s")
  }

  @Test func longFormWithoutAScene() throws {
    let film = try Self.longForm()
    let right = film.subtitles()
    let found = try SubtitleSynchroniser(film.without(120, 180).transcript()).synchronisation(of: right).get()
    #expect(found.mapping.pieces.count == 2)
    #expect(abs((found.mapping.cuts.first?.jump.seconds ?? 0) + 60) < 0.2)
  }

  private struct Spoken: Decodable {
    var start: Double
    var end: Double
    var text: String?
  }

  /// Six minutes of clips in a row. Words are spread over each clip, a cue for every seven of them.
  private static func longForm() throws -> SpokenFilm {
    let file = try #require(try SampleFiles.all(below: "speech/composite", withExtension: "json").first)
    var film = SpokenFilm()
    for spoken in try JSONDecoder().decode([Spoken].self, from: file.data) {
      let words = (spoken.text ?? "").split(separator: " ").map(String.init)
      let perWord = (spoken.end - spoken.start) / Double(max(1, words.count))
      for first in stride(from: 0, to: words.count, by: 7) {
        film.sentences.append(
          SpokenFilm.Sentence(
            words: Array(words[first..<min(words.count, first + 7)]), start: spoken.start + Double(first) * perWord,
            perWord: perWord))
      }
      film.length = spoken.end
    }
    return film
  }

  /// The aligned recordings in a row, a cue for every five words.
  private static func measured() throws -> SpokenFilm {
    var film = SpokenFilm()
    var clock = 1.0
    for file in try SampleFiles.all(below: "wordtimes", withExtension: "json", "TextGrid") {
      let words = try file.name.hasSuffix("json") ? aligned(file.data) : grid(file.data)
      for first in stride(from: 0, to: words.count, by: 5) {
        let part = words[first..<min(words.count, first + 5)]
        guard let begin = part.first, let last = part.last else { continue }
        let perWord = max(0.1, (last.start - begin.start) / Double(max(1, part.count - 1)))
        film.sentences.append(
          SpokenFilm.Sentence(words: part.map(\.word), start: clock + begin.start, perWord: perWord))
      }
      clock += (words.last?.start ?? 0) + 2
    }
    film.length = clock
    return film
  }

  private static func aligned(_ data: Data) throws -> [(word: String, start: Double)] {
    struct Alignment: Decodable {
      struct Item: Decodable {
        var t: String
        var b: Double
      }
      var w: [Item]
    }
    // “and(2)” is another pronunciation of “and”.
    return try JSONDecoder().decode(Alignment.self, from: data).w.filter { !$0.t.hasPrefix("<") }
      .map { (String($0.t.prefix { $0 != "(" }), $0.b) }
  }

  /// The words of a Praat text grid in its short form.
  private static func grid(_ data: Data) throws -> [(word: String, start: Double)] {
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }
    let tier = try #require(lines.firstIndex(of: "\"words\""))
    let count = try #require(Int(lines[tier + 3]))
    return (0..<count).compactMap { index in
      guard tier + 4 + 3 * index + 2 < lines.count, let start = Double(lines[tier + 4 + 3 * index]) else { return nil }
      let word = lines[tier + 4 + 3 * index + 2].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      return word.isEmpty ? nil : (word, start)
    }
  }
}
