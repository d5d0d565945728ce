import Subtitles
import Testing
import Timeline
import Transcript

@Suite struct RetimingTests {
  private static func found(_ document: SubtitleDocument, _ words: [Word]) throws -> Synchronisation {
    try SubtitleSynchroniser(words: words).synchronisation(of: document).get()
  }

  private static let film = SpokenFilm(minutes: 4, seed: 6)

  @Test func keepsAllButTheTimes() throws {
    var wrong = Self.film.subtitles().retimed { $0 + 5 }
    wrong.title = "A film"
    wrong.notes = ["a note"]
    wrong.cues[3].id = "three"
    wrong.cues[3].placement = .top
    let start = wrong.cues[3].range.start + MediaTime(milliseconds: 100)
    wrong.cues[3].text[0].spans[0].start = start
    let found = try Self.found(wrong, Self.film.transcript().words)
    let fixed = found.applied(to: wrong)
    #expect(fixed.title == wrong.title && fixed.notes == wrong.notes && fixed.language == wrong.language)
    #expect(fixed.cues.map(\.lines) == wrong.cues.map(\.lines))
    #expect(fixed.cues[3].id == "three" && fixed.cues[3].placement == .top)
    let offset = found.mapping.pieces[0].offset
    #expect(fixed.cues[3].text[0].spans[0].start == start + offset)
    #expect(fixed.cues.allSatisfy { $0.range.start.milliseconds > 0 })
    for (cue, old) in zip(fixed.cues, wrong.cues) {
      #expect(cue.range.start == old.range.start + offset)
      #expect(cue.range.end == old.range.end + offset)
    }
  }

  @Test func movesStartsToTheirWords() throws {
    var wrong = Self.film.subtitles(seed: 9).retimed { $0 + 5 }
    for index in wrong.cues.indices {
      let range = wrong.cues[index].range
      let late = range.duration.seconds * [0, 0.1, 0.2, 0.15][index % 4]
      wrong.cues[index].range = TimeRange(start: range.start + MediaTime(seconds: min(late, 0.28)), end: range.end)
    }
    let words = Self.film.transcript(errors: 0.05, jitter: 0).words
    let found = try Self.found(wrong, words)
    var settings = RetimingSettings()
    settings.snapsToWords = true
    let fixed = found.applied(to: wrong, settings)
    let exact = zip(fixed.cues, Self.film.sentences).count { abs($0.range.start.seconds - $1.start) < 0.002 }
    let before = zip(found.applied(to: wrong).cues, Self.film.sentences).count {
      abs($0.range.start.seconds - $1.start) < 0.002
    }
    #expect(exact > wrong.cues.count * 3 / 4, "\(exact) of \(wrong.cues.count), \(before) without")
    #expect(before < wrong.cues.count / 4)
    SubtitleSynchroniserTests.expectOrder(fixed)
  }

  @Test func whatBeginsBeforeTheMediaIsRemoved() throws {
    var wrong = Self.film.subtitles().retimed { $0 + 60 }
    wrong.cues.insert(Cue(range: .seconds(2, 4), lines: ["Subtitles by somebody"]), at: 0)
    let found = try Self.found(wrong, Self.film.transcript().words)
    #expect(found.applied(to: wrong).cues.count == wrong.cues.count - 1)
    var settings = RetimingSettings()
    settings.removed = .keep
    let kept = found.applied(to: wrong, settings)
    #expect(kept.cues.count == wrong.cues.count)
    #expect(kept.cues[0].range.start == .zero)
  }

  @Test func cutsAndPiecesOfAMapping() {
    let mapping = TimeMapping(pieces: [
      TimeMapping.Piece(range: .seconds(0, 10), offset: MediaTime(seconds: 1)),
      TimeMapping.Piece(range: .seconds(15, 30), rate: 2, offset: MediaTime(seconds: -19)),
    ])
    #expect(mapping.time(of: MediaTime(seconds: 4)) == MediaTime(seconds: 5))
    #expect(mapping.time(of: MediaTime(seconds: 12)) == nil)
    #expect(mapping.time(of: MediaTime(seconds: -1)) == .zero)
    #expect(mapping.time(of: MediaTime(seconds: 15)) == MediaTime(seconds: 11))
    #expect(mapping.time(of: MediaTime(seconds: 40)) == MediaTime(seconds: 61))
    #expect(mapping.cuts.map(\.jump) == [MediaTime(seconds: -5)])
    #expect(mapping.cuts.map(\.range) == [.seconds(10, 15)])
    #expect(FrameRateChange.all.map(\.description).contains("25/23.976"))
    #expect(FrameRateChange.all.map(\.description).contains("29.97/25"))
  }
}
