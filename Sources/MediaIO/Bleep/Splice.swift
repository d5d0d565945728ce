import CFFmpeg
import Foundation

/// New packets in the place of some of the source, and how well they fit between those that stay.
struct Splice {
  /// By their number in the track.
  var packets: [Int: [UInt8]] = [:]
  /// How far the error of the worst seam lies below the sound, in dB; nil without seams.
  var seam: Double?

  /// Packets of sound that stays, but is coded anew, between a span and each seam: what seams are judged by.
  private static let margin = 2
  /// Places that are tried for a seam, each a packet further out.
  private static let attempts = 6
  /// Packets that stay and are decoded again to see what the seam does to them.
  private static let around = 4
  /// Packets on each side of the spans that must be at hand.
  static let reach = margin + attempts + around + StretchRun.preroll
}

extension Splice {
  /// Codes anew what `shapes` change in packets that follow each other.
  ///
  /// - Parameters:
  ///   - held: packets with as many on both sides of the spans as `reach`, or to where the sound begins and ends.
  ///   - shapes: in samples from the first of `held`.
  /// - Throws: `SoundCodingError` where no seams are found that are not heard.
  static func make(
    in held: [HeldPacket], of stream: UnsafeMutablePointer<AVStream>, shapes: [BleepShape], coder: any StretchCoder,
    sound: StretchSound
  ) throws(SoundCodingError) -> Splice {
    let size = coder.frameSize
    guard let start = shapes.map(\.start).min(), let end = shapes.map(\.end).max(), end > start else { return Splice() }
    var changed = sound
    for shape in shapes { changed.apply(shape) }
    let (from, to) = (max(0, Int(start) / size), min(held.count - 1, Int(end - 1) / size))
    guard from <= to else { return Splice() }
    let touched = from...to
    for attempt in 0..<attempts {
      // A frame reaches back over the one before, whose sound must not be that of a span.
      let first = touched.lowerBound - 1 - margin - attempt
      let last = touched.upperBound + margin + attempt
      let trial = Trial(
        held: held, stream: stream, changed: changed, coder: coder, touched: touched,
        first: first < around ? 0 : first, last: last + around >= held.count ? held.count - 1 : last)
      if let splice = try trial.run() { return splice }
    }
    throw SoundCodingError("no place was found at which new packets fit to the old ones")
  }
}

/// A try to put new packets between old ones.
private struct Trial {
  let held: [HeldPacket]
  let stream: UnsafeMutablePointer<AVStream>
  let changed: StretchSound
  let coder: any StretchCoder
  let touched: ClosedRange<Int>
  let first: Int
  let last: Int

  private var hasLeftSeam: Bool { first > 0 }
  private var hasRightSeam: Bool { last < held.count - 1 }

  func run() throws(SoundCodingError) -> Splice? {
    var seams = StretchSeams(
      before: hasLeftSeam ? held[first - 1].bytes : nil, last: hasRightSeam ? held[last].bytes : nil)
    var packets = try coder.code(changed.channels, first: first, last: last, between: seams)
    var verdict = try judge(packets)
    if coder.hasVariants, verdict.isDoubtful {
      let usual = verdict
      seams.otherLeft = usual.doubtfulLeft
      seams.otherRight = usual.doubtfulRight
      packets = try coder.code(changed.channels, first: first, last: last, between: seams)
      verdict = try judge(packets)
      // Each channel as it is better.
      let (left, right) = (verdict.better(than: usual, \.left), verdict.better(than: usual, \.right))
      if left != seams.otherLeft || right != seams.otherRight {
        seams.otherLeft.formIntersection(left)
        seams.otherRight.formIntersection(right)
        packets = try coder.code(changed.channels, first: first, last: last, between: seams)
        verdict = try judge(packets)
      }
    }
    guard verdict.isGood else { return nil }
    var splice = Splice()
    for (index, bytes) in packets.enumerated() { splice.packets[held[first + index].number] = bytes }
    splice.seam = verdict.worst
    return splice
  }

  /// Decodes the new packets among the old ones, as a player would, and compares that with what it should be.
  private func judge(_ packets: [[UInt8]]) throws(SoundCodingError) -> Verdict {
    let lead = max(0, first - Splice.warmUp)
    let tail = min(held.count, last + 1 + Splice.warmUp)
    let decoded = try StretchSound(
      decoding: held[lead..<first].map { .held($0) } + packets.map { .bytes($0) }
        + held[(last + 1)..<tail].map { .held($0) },
      of: stream, frameSize: coder.frameSize)
    guard decoded.channels.count == changed.channels.count else {
      throw SoundCodingError("what was coded has other channels")
    }
    var verdict = Verdict()
    for channel in changed.channels.indices {
      let size = coder.frameSize
      func difference(_ frame: Int) -> Difference {
        let place = (frame - lead) * size
        return Difference(
          changed.channels[channel][frame * size..<(frame + 1) * size], decoded.channels[channel][place..<place + size])
      }
      // Sound that is coded anew and does not change, and old sound away from the seams.
      let kept = Array(first + 1..<max(first + 1, touched.lowerBound)) + Array(touched.upperBound + 1..<last + 1)
      let old =
        Array(min(first, lead + 2)..<first) + Array(min(tail, last + 3)..<tail)
      let errors = (Difference.mean(kept.map(difference)), Difference.mean(old.map(difference)))
      if hasLeftSeam { verdict.left.append(SeamVerdict(difference(first), errors: errors)) }
      if hasRightSeam { verdict.right.append(SeamVerdict(difference(last + 1), errors: errors)) }
    }
    return verdict
  }
}

extension Splice {
  /// Packets in front of a seam that the decoder gets to find its way.
  fileprivate static let warmUp = 4
}

/// How much a frame of a channel differs from what it should be.
private struct Difference {
  /// Mean squares, in units of full scale.
  var error: Double
  var signal: Double

  init(_ wanted: ArraySlice<Float>, _ found: ArraySlice<Float>) {
    (error, signal) = (0, 0)
    for (wanted, found) in zip(wanted, found) {
      let difference = Double(found) - Double(wanted)
      error += difference * difference
      signal += Double(wanted) * Double(wanted)
    }
    error /= Double(max(1, wanted.count))
    signal /= Double(max(1, wanted.count))
  }

  static func mean(_ all: [Difference]) -> Double {
    all.isEmpty ? 0 : all.reduce(0) { $0 + $1.error } / Double(all.count)
  }
}

/// How well the new packets of a trial fit, by channel.
private struct Verdict {
  var left: [SeamVerdict] = []
  var right: [SeamVerdict] = []

  var isGood: Bool { (left + right).allSatisfy { $0.isGood } }
  var isDoubtful: Bool { (left + right).contains { $0.isDoubtful } }
  var doubtfulLeft: Set<Int> { Set(left.indices.filter { left[$0].isDoubtful }) }
  var doubtfulRight: Set<Int> { Set(right.indices.filter { right[$0].isDoubtful }) }
  /// In dB.
  var worst: Double? { (left + right).compactMap(\.distance).min() }

  /// The channels of which a seam has less error than in another trial.
  func better(than other: Verdict, _ side: KeyPath<Verdict, [SeamVerdict]>) -> Set<Int> {
    let (mine, others) = (self[keyPath: side], other[keyPath: side])
    return Set(mine.indices.filter { mine[$0].error < others[$0].error })
  }
}

/// How well new and old packets of a channel fit at a seam.
private struct SeamVerdict {
  /// Errors below it are not heard however soft the sound: -84 dB, of 14 bits.
  private static let inaudible = 4e-9
  /// Slopes that do not belong together leave errors of 10 to 13 dB below the sound: at 17 dB, they do.
  private static let clean = 0.02

  let error: Double
  /// Whether its error is not heard, or far below the sound, or at most 6 dB above that of other new packets, or of the old
  /// ones and 10 dB below the sound.
  let isGood: Bool
  /// Whether slopes that do not belong together may be the reason of its error.
  let isDoubtful: Bool
  /// How far the error is below the sound, in dB; nil where neither is heard.
  let distance: Double?

  init(_ seam: Difference, errors: (new: Double, old: Double)) {
    error = seam.error
    let isClean = seam.error <= Self.inaudible || seam.error <= Self.clean * seam.signal
    isDoubtful = !isClean
    isGood =
      isClean || seam.error <= 4 * errors.new || (seam.error <= 4 * errors.old && seam.error <= 0.1 * seam.signal)
    distance = seam.error > Self.inaudible && seam.signal > 0 ? 10 * log10(seam.signal / seam.error) : nil
  }
}
