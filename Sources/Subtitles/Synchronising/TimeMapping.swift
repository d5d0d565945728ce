public import Timeline

/// Where on the clock of the media the times of a subtitle file belong.
public struct TimeMapping: Hashable, Sendable {
  /// A stretch of the file that runs evenly.
  public struct Piece: Hashable, Sendable {
    /// On the clock of the subtitles. The first piece also holds for what comes before it, the last for what comes after.
    public var range: TimeRange
    /// What times are multiplied by: above 1 where the media is slower than the subtitles.
    public var rate: Double
    /// What is added to the product.
    public var offset: MediaTime
    /// The well-known change of speed that `rate` is, if it is one.
    public var frameRateChange: FrameRateChange?

    public init(range: TimeRange, rate: Double = 1, offset: MediaTime, frameRateChange: FrameRateChange? = nil) {
      (self.range, self.rate, self.offset, self.frameRateChange) = (range, rate, offset, frameRateChange)
    }

    /// Where `time` of the subtitles belongs in the media.
    public func time(of time: MediaTime) -> MediaTime {
      (rate == 1 ? time : MediaTime(seconds: time.seconds * rate)) + offset
    }

    /// How much later `time` becomes; negative where it becomes earlier.
    public func shift(at time: MediaTime) -> MediaTime { self.time(of: time) - time }
  }

  /// In order, at least one. What lies between two of them on the clock of the subtitles is not in the media.
  public var pieces: [Piece]

  public init(pieces: [Piece]) { self.pieces = pieces }

  /// Where `time` of the subtitles belongs in the media; nil for what is not in it.
  public func time(of time: MediaTime) -> MediaTime? { piece(at: time)?.time(of: time) }

  /// The piece that `time` of the subtitles lies in.
  public func piece(at time: MediaTime) -> Piece? {
    guard let first = pieces.first, let last = pieces.last else { return nil }
    if time < first.range.end { return first }
    if time >= last.range.start { return last }
    let next = pieces.partitionIndex { $0.range.start > time }
    let piece = pieces[next - 1]
    return time < piece.range.end ? piece : nil
  }

  /// What the media has in place of the time between two pieces: longer where something was put in, shorter where
  /// something was taken out.
  public struct Cut: Hashable, Sendable {
    /// Where it is on the clock of the subtitles; empty where nothing of them is missing in the media.
    public var range: TimeRange
    /// By how much later all that follows comes, beside what its rate does; negative where the media lacks something.
    public var jump: MediaTime
  }

  /// Between each piece and the next.
  public var cuts: [Cut] {
    zip(pieces, pieces.dropFirst()).map { piece, next in
      let place = next.range.start
      return Cut(
        range: TimeRange(start: piece.range.end, end: place), jump: next.time(of: place) - piece.time(of: place))
    }
  }
}
