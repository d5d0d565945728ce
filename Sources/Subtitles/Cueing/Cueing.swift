public import Timeline
public import Transcript

/// Makes subtitles from a transcript: decides where cues begin, end and break.
///
/// Line length, number of lines, durations and gaps of the style always hold, however strange the word times. Words are
/// never changed or left out; one that is longer than a line is cut. Where speech is denser than the style allows, cues
/// come later than their words.
public struct Cueing: Sendable {
  /// Raised whenever the same words come out as other cues: subtitles that were made before are made anew then.
  public static let revision: Int64 = 3

  public let style: HouseStyle
  public let kind: SubtitleKind
  /// Of the picture: cues begin and end with its frames. Nil for sound alone.
  public let frameRate: Rational?

  public init(style: HouseStyle = .standard, frameRate: Rational? = nil, kind: SubtitleKind = .full) {
    (self.style, self.frameRate, self.kind) = (style, frameRate, kind)
  }

  /// The subtitles of `transcript`, in its main language. An empty transcript gives a document without cues.
  ///
  /// - Parameters:
  ///   - shots: the instants at which a shot begins, rising; cues near one begin or end with it.
  ///   - sounds: what else is to be heard; subtitles for the hard of hearing show it.
  public func document(
    from transcript: Transcript, shots: [MediaTime] = [], sounds: [SoundTag] = []
  ) -> SubtitleDocument {
    let transcript = kind == .forced ? transcript.inForeignLanguages : transcript
    let rules = style.rules(for: transcript.language)
    let limits = CueingLimits(rules, TimeGrid(frameRate: frameRate))
    let tokens = CueToken.tokens(
      of: transcript, lineLength: limits.lineLength, maximumDuration: limits.longestSpeech,
      ellipsis: rules.ellipsis, namesSpeakers: kind == .sdh)
    let breakCosts = zip(tokens, tokens.dropFirst()).map { BreakQuality.cost(after: $0, before: $1) }
    let layout = LineLayout(
      tokens: tokens, breakCosts: breakCosts, lineLength: limits.lineLength, maximumLines: limits.lineCount,
      dialogue: rules.dialogue)
    let ranges = CueSegmentation(
      tokens: tokens, layout: layout, breakCosts: breakCosts, cost: CueingCost(limits: limits)
    ).cues()

    let grid = limits.grid
    let speech = ranges.map {
      CueTiming.Span(
        start: grid.ticksDown(MediaTime(milliseconds: tokens[$0.lowerBound].start)),
        end: grid.ticksUp(MediaTime(milliseconds: tokens[$0.upperBound - 1].end)))
    }
    let timed = CueTiming(limits).spans(
      speech: speech,
      readingTimes: ranges.map { range in
        let seconds = rules.readingTime(columns: layout.columns(range), words: layout.words(range))
        return grid.ticksUp(MediaTime(seconds: seconds))
      },
      mediaEnd: grid.ticksDown(transcript.duration))
    let snapping = ShotSnapping(limits, shots: shots.map { grid.ticks($0) })
    let spans = shots.isEmpty ? timed : snapping.snapped(timed, words: SpokenWords(transcript))
    var cues = zip(ranges, spans).map { range, span in
      Cue(
        range: TimeRange(start: grid.time(of: span.start), end: grid.time(of: span.end)), lines: layout.lines(range))
    }
    if kind == .sdh {
      let placement = SoundTagPlacement(limits, mediaEnd: grid.ticksDown(transcript.duration))
      cues = placement.placed(sounds, among: cues)
    }
    if transcript.language.isWrittenRightToLeft {
      for index in cues.indices { cues[index].text = cues[index].lines.map { CueLine(LineDirection.marked($0)) } }
    }
    if kind == .forced { for index in cues.indices { cues[index].isForced = true } }
    var document = SubtitleDocument(cues: cues, language: transcript.language)
    document.frameRate = grid.frameRate
    return document
  }
}

extension Transcript {
  /// What is said in other languages than the main one.
  fileprivate var inForeignLanguages: Transcript {
    var foreign = self
    foreign.segments.removeAll { $0.language.isUndetermined || $0.language.matches(language) }
    return foreign
  }
}
