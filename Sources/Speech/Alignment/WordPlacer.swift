import Timeline
package import Transcript

/// Places the words of a window on the media clock, and makes their times agree with where speech was heard.
package struct WordPlacer {
  /// Frames of the whole file, 512 samples each.
  let probabilities: [Float]
  private let frameLength = VoiceActivityDetector.frameLength
  /// Below this a frame counts as silent. Silero's offset threshold.
  private static let silence: Float = 0.35
  /// Silent frames in a row that end a word: 0.26 s, no stop consonant is silent for so long.
  private let pause = 8

  package init(probabilities: [Float]) {
    self.probabilities = probabilities
  }

  /// The longest time that a word of this many characters takes: nobody needs more, so what is longer has swallowed
  /// a pause. 2 s is the bound that we set for any word.
  private func longest(_ text: String) -> Int {
    let seconds = min(2, 0.6 + 0.12 * Double(text.count))
    return Int(seconds * Double(LogMelSpectrogram.sampleRate))
  }

  /// Words in time order, none overlapping. Each starts in speech, unless its piece of the window has none.
  package func place(_ words: [TimedWord], in window: SpeechWindow) -> [Word] {
    var ranges: [Range<Int>] = []
    for word in words {
      let found = source(of: word, in: window)
      let range = startingInSpeech(found.range, of: found.piece)
      let start = max(range.lowerBound, ranges.last?.lowerBound ?? 0)
      ranges.append(start..<max(start, range.upperBound))
    }
    return words.indices.map { index in
      let word = words[index]
      let start = ranges[index].lowerBound
      let next = index + 1 < ranges.count ? ranges[index + 1].lowerBound : Int.max
      let end = endOfSpeech(start..<min(ranges[index].upperBound, next, start + longest(word.text)))
      return Word(
        word.text, hasSpaceBefore: word.hasSpaceBefore, range: TimeRange(start: time(start), end: time(end)),
        confidence: word.confidence)
    }
  }

  /// Segments made of the words that were placed, trusted less where most of these had been found in silence.
  package func judged(_ segments: [Segment], of words: [TimedWord], in window: SpeechWindow) -> [Segment] {
    var rest = words[...]
    return segments.map { segment in
      let own = rest.prefix(segment.words.count)
      rest = rest.dropFirst(own.count)
      let silent = own.count { word in !frames(source(of: word, in: window).range).contains(where: isVoiced) }
      guard 2 * silent > own.count else { return segment }
      var doubtful = segment
      doubtful.trust = segment.trust.lowered(by: .outsideSpeech)
      return doubtful
    }
  }

  /// The samples of the media that a word was found in, and those of its piece of the window.
  private func source(of word: TimedWord, in window: SpeechWindow) -> (range: Range<Int>, piece: Range<Int>) {
    // A word on a seam belongs where most of it lies.
    let piece = window.pieces[window.pieceIndex(at: (word.range.lowerBound + word.range.upperBound) / 2)]
    let inPiece = word.range.clamped(to: piece.offset..<piece.offset + piece.source.count)
    let shift = piece.source.lowerBound - piece.offset
    return (inPiece.lowerBound + shift..<inPiece.upperBound + shift, piece.source)
  }

  /// The range without silent frames at its start; where all of it is silent, that of the nearest voiced frame of the
  /// piece instead; as it was when the piece has none.
  private func startingInSpeech(_ range: Range<Int>, of piece: Range<Int>) -> Range<Int> {
    let all = frames(piece)
    let own = frames(range).clamped(to: all)
    if let voiced = own.first(where: isVoiced) {
      let start = max(range.lowerBound, voiced * frameLength)
      return start..<max(start, range.upperBound)
    }
    let before = all.prefix(upTo: own.lowerBound).last(where: isVoiced)
    let after = all.suffix(from: own.upperBound).first(where: isVoiced)
    let isBefore: Bool
    switch (before, after) {
    case (nil, nil): return range
    case (_?, nil): isBefore = true
    case (nil, _?): isBefore = false
    case (let before?, let after?): isBefore = own.lowerBound - before <= after - own.upperBound
    }
    guard let nearest = isBefore ? before : after else { return range }
    let start = max(piece.lowerBound, nearest * frameLength)
    return start..<min(piece.upperBound, start + max(range.count, frameLength))
  }

  /// Where the voice stops for good or for a pause; the end of the range where all of it is silent.
  private func endOfSpeech(_ range: Range<Int>) -> Int {
    var lastVoiced: Int?
    for frame in frames(range) {
      if isVoiced(frame) {
        lastVoiced = frame
      } else if let lastVoiced, frame - lastVoiced >= pause {
        break
      }
    }
    return lastVoiced.map { min(range.upperBound, ($0 + 1) * frameLength) } ?? range.upperBound
  }

  /// The frames that samples lie in, that of the first sample in any case, as far as there are any.
  private func frames(_ samples: Range<Int>) -> Range<Int> {
    let first = samples.lowerBound / frameLength
    let end = max(first + 1, (samples.upperBound + frameLength - 1) / frameLength)
    return (first..<end).clamped(to: probabilities.indices)
  }

  /// Whether somebody speaks in a frame of the file.
  func isVoiced(_ frame: Int) -> Bool { probabilities.indices.contains(frame) && probabilities[frame] >= Self.silence }

  private func time(_ sample: Int) -> MediaTime {
    MediaTime(count: Int64(sample), perSecond: Int64(LogMelSpectrogram.sampleRate))
  }
}
