import Subtitles
import Testing
import Timeline
import Transcript

@Suite struct SubtitleSynchroniserTests {
  static let film = SpokenFilm(minutes: 6, seed: 11)
  static let heard = SubtitleSynchroniser(film.transcript())
  static let right = film.subtitles()

  /// How far the cues of `document` are from those of `right`, at most, in seconds.
  static func worst(_ document: SubtitleDocument, against right: SubtitleDocument) -> Double {
    zip(document.cues, right.cues).map { cue, right in abs((cue.range.start - right.range.start).seconds) }.max() ?? 0
  }

  static let drifts = [
    0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, -0.001, -0.002, -0.005, -0.01, -0.02, -0.03, -0.04,
  ]

  @Test(arguments: Array(stride(from: -30.0, through: 30, by: 5)) + [-1, -0.3, 0.3, 1], drifts)
  func findsShiftsAndDrifts(shift: Double, drift: Double) throws {
    // Whoever has the file wrong by these has it so everywhere, also before 0.
    let wrong = Self.right.retimed { $0 * (1 + drift) + shift }
    let found = try Self.heard.synchronisation(of: wrong).get()
    #expect(found.evidence == .words)
    #expect(found.mapping.pieces.count == 1)
    #expect(found.confidence > 0.8)
    let fixed = found.applied(to: wrong)
    #expect(fixed.cues.count == Self.right.cues.count)
    let off = Self.worst(fixed, against: Self.right)
    #expect(off <= 0.1, "\(off) s")
  }

  @Test(arguments: FrameRateChange.all.filter { (0.9...1.1).contains($0.rate) })
  func namesChangesOfSpeed(change: FrameRateChange) throws {
    let film = SpokenFilm(minutes: 20, seed: 5)
    let right = film.subtitles()
    let wrong = right.retimed { $0 / change.rate - 7 }
    let found = try SubtitleSynchroniser(film.transcript()).synchronisation(of: wrong).get()
    #expect(found.mapping.pieces.map(\.frameRateChange) == [change])
    #expect(Self.worst(found.applied(to: wrong), against: right) <= 0.1)
  }

  @Test func saysThatNothingIsWrong() throws {
    let found = try Self.heard.synchronisation(of: Self.right).get()
    #expect(found.isInSync)
    #expect(found.mapping.pieces.map(\.rate) == [1])
    #expect(found.counts.spokenCues == Self.right.cues.count)
    #expect(found.counts.matchedCues > Self.right.cues.count * 3 / 4)
    #expect(found.medianResidual.seconds < 0.1)
    #expect(found.residual95.seconds < 0.3)
  }

  /// A scene of the subtitles is not in the media.
  @Test(arguments: [0.0, -12], [0, 0.001, 0.04])
  func findsScenesThatAreMissing(shift: Double, drift: Double) throws {
    let film = SpokenFilm(minutes: 12, seed: 3)
    let (from, to) = (200.0, 260.0)
    var right = film.subtitles()
    for index in right.cues.indices { right.cues[index].id = "\(index)" }
    let wrong = right.retimed { $0 * (1 + drift) + shift }
    let found = try SubtitleSynchroniser(film.without(from, to).transcript()).synchronisation(of: wrong).get()
    #expect(found.mapping.pieces.count == 2)
    let cut = try #require(found.mapping.cuts.first)
    #expect(abs(cut.jump.seconds + 60) < 0.2)
    var keeping = RetimingSettings()
    keeping.removed = .keep
    let whole = found.applied(to: wrong, keeping)
    #expect(whole.cues.count == right.cues.count)
    for (new, old) in zip(whole.cues, wrong.cues) {
      #expect(new.range.duration >= min(keeping.minimumDuration, old.range.duration) - MediaTime(milliseconds: 100))
    }
    let fixed = found.applied(to: wrong)
    let kept = right.cues.filter { $0.range.start.seconds < from - 0.2 || $0.range.start.seconds >= to - 0.2 }
    // A cue at the edge may go either way.
    let differences = Set(fixed.cues.map(\.id)).symmetricDifference(kept.map(\.id))
    #expect(differences.count <= 1, "\(differences) \(cut)")
    for cue in fixed.cues {
      let original = try #require(right.cues.first { $0.id == cue.id })
      let at = original.range.start.seconds
      let expected = at < from ? at : at - 60
      #expect(abs(cue.range.start.seconds - expected) <= 0.1)
    }
    Self.expectOrder(fixed)
  }

  /// The media has advertisements.
  @Test(arguments: [1, 2, 3], [0, -0.04])
  func findsWhatWasPutIn(count: Int, drift: Double) throws {
    let film = SpokenFilm(minutes: 12, seed: 8)
    let right = film.subtitles()
    let breaks = (0..<count).map { 150.0 + 180 * Double($0) }
    var media = film
    for (index, at) in breaks.enumerated().reversed() {
      media = media.with(SpokenFilm(minutes: 0.5, seed: 90 + UInt64(index)), at: at)
    }
    let wrong = right.retimed { $0 * (1 + drift) }
    let found = try SubtitleSynchroniser(media.transcript()).synchronisation(of: wrong).get()
    #expect(found.mapping.pieces.count == count + 1)
    for cut in found.mapping.cuts { #expect(abs(cut.jump.seconds - 30) < 0.2) }
    let fixed = found.applied(to: wrong)
    #expect(fixed.cues.count == right.cues.count)
    for (cue, original) in zip(fixed.cues, right.cues) {
      let at = original.range.start.seconds
      let expected = at + 30 * Double(breaks.count { at + 0.15 >= $0 })
      #expect(abs(cue.range.start.seconds - expected) <= 0.1)
    }
    Self.expectOrder(fixed)
  }

  /// Two halves with a speed each.
  @Test func findsSpeedsOfPieces() throws {
    let film = SpokenFilm(minutes: 20, seed: 21)
    let right = film.subtitles()
    let wrong = right.retimed { $0 < 600 ? $0 : 600 + ($0 - 600) * 24 / 25 }
    let found = try SubtitleSynchroniser(film.transcript()).synchronisation(of: wrong).get()
    #expect(found.mapping.pieces.map(\.rate) == [1, 25.0 / 24])
    #expect(Self.worst(found.applied(to: wrong), against: right) <= 0.1)
  }

  @Test func livesWithWhatIsNotSaid() throws {
    var wrong = Self.right.retimed { $0 - 4 }
    for index in wrong.cues.indices {
      switch index % 6 {
      case 0: wrong.cues[index].lines = ["[door slams]"]
      case 1: wrong.cues[index].lines[0] = "MRS. HUDSON: " + wrong.cues[index].lines[0]
      case 2: wrong.cues[index].lines[0] = "- (whispers) " + wrong.cues[index].lines[0].uppercased()
      case 3: wrong.cues[index].lines = ["quite another wording", "by somebody else"]
      default: break
      }
    }
    let credits = Cue(range: .seconds(-3, -1), lines: ["Subtitles by", "www.example.org"])
    wrong.cues.insert(credits, at: 0)
    let found = try Self.heard.synchronisation(of: wrong).get()
    #expect(abs(found.mapping.pieces[0].offset.seconds - 4) < 0.1)
    #expect(found.counts.spokenCues < wrong.cues.count * 6 / 7)
    #expect(found.unmatchedCues.contains(0))
    #expect(!found.unmatchedCues.contains(1), "nothing is said in it")
  }

  @Test func readsTextWithoutSpaces() throws {
    let all = Array("日月火水木金土山川田人口目耳手足力男女子学校先生天気雨花草虫犬村町林森空音車糸貝見立休入出本文字名赤青白")
    let film = SpokenFilm(minutes: 6, seed: 4)
    // A character a syllable.
    func written(_ word: String) -> String {
      String(
        word.unicodeScalars.enumerated().compactMap { index, scalar in
          index % 2 == 0
            ? all[Int(scalar.value * 7 + word.unicodeScalars.reduce(0) { $0 + $1.value }) % all.count] : nil
        })
    }
    var transcript = film.transcript()
    for segment in transcript.segments.indices {
      for word in transcript.segments[segment].words.indices {
        transcript.segments[segment].words[word].text = written(transcript.segments[segment].words[word].text)
      }
    }
    var right = film.subtitles()
    for (index, sentence) in film.sentences.enumerated() {
      right.cues[index].lines = [sentence.words.map(written).joined() + "。"]
    }
    let wrong = right.retimed { $0 * 1.001 + 13 }
    let found = try SubtitleSynchroniser(transcript).synchronisation(of: wrong).get()
    #expect(found.evidence == .words)
    #expect(Self.worst(found.applied(to: wrong), against: right) <= 0.1)
  }

  /// Every line is shown twice: at the bottom, then above the next.
  @Test func readsCaptionsThatRollUp() throws {
    var wrong = Self.right.retimed { $0 + 9 }
    let lines = wrong.cues.map { $0.lines.joined(separator: " ") }
    for index in wrong.cues.indices.dropFirst() { wrong.cues[index].lines = [lines[index - 1], lines[index]] }
    wrong.cues[0].lines = [lines[0]]
    let found = try Self.heard.synchronisation(of: wrong).get()
    #expect(abs(found.mapping.pieces[0].offset.seconds + 9) < 0.1)
    #expect(found.confidence > 0.8)
  }

  static func expectOrder(_ document: SubtitleDocument) {
    for (cue, next) in zip(document.cues, document.cues.dropFirst()) {
      #expect(cue.range.end <= next.range.start)
      #expect(cue.range.duration > .zero)
    }
  }
}
