import CFFmpeg
import Foundation
import SystemPackage
import Timeline

/// What is to be done to a track: found out by reading it around the spans, before anything is written.
final class TrackBleep {
  enum Treatment { case edit, splice, recode }

  let index: CInt
  private(set) var treatment: Treatment
  private(set) var spans: TrackSpans
  /// New packets, by their number.
  private(set) var packets: [Int: [UInt8]] = [:]
  private(set) var worstSeam: Double?
  /// Why it is coded anew as a whole though its codec would allow for less.
  private(set) var reason: String?
  let collector: StretchCollector
  private let stream: UnsafeMutablePointer<AVStream>
  private let input: MediaInput
  private let hasTone: Bool

  /// Groups of spans that last longer are not held in memory: of six channels, it takes some 200 MB.
  private static let longest = MediaTime(seconds: 60)
  /// Bytes of new packets that are held in memory.
  private static let most = 64 << 20
  /// Sound on both sides of a span that is looked at.
  private static let surroundings = ToneLevel.reach + MediaTime(milliseconds: 400)

  /// - Parameter isHeld: whether the container of the copy holds its codec; otherwise it becomes another.
  init(
    _ stream: UnsafeMutablePointer<AVStream>, of input: MediaInput, spans: TrackSpans, hasTone: Bool, isHeld: Bool
  ) {
    self.stream = stream
    self.input = input
    self.spans = spans
    self.hasTone = hasTone
    index = stream.pointee.index
    let parameters = stream.pointee.codecpar
    let id = parameters?.pointee.codec_id ?? AV_CODEC_ID_NONE
    let rate = Int64(max(1, parameters?.pointee.sample_rate ?? 1))
    let size = Self.packetSize(id)
    let total = spans.ranges.reduce(MediaTime.zero) { $0 + $1.duration }
    let packet = MediaTime(count: Int64(max(1, size)), perSecond: rate)
    let gap = MediaTime(seconds: packet.seconds * Double(2 * Splice.reach))
    if !isHeld {
      treatment = .recode
    } else if EditedTrack.holds(id) {
      treatment = .edit
    } else if size > 0, Self.isPlain(parameters) {
      let bytes = total.seconds * Double(max(64_000, parameters?.pointee.bit_rate ?? 0)) / 8
      let isLong = StretchCollector.Group.groups(spans.ranges, gap: gap).contains { $0.range.duration > Self.longest }
      treatment = isLong || bytes > Double(Self.most) ? .recode : .splice
      if treatment == .recode { reason = "so much of it is bleeped" }
    } else {
      treatment = .recode
    }
    let isSpliced = treatment == .splice
    let around = MediaTime(seconds: packet.seconds * Double(Splice.reach + 2))
    collector = StretchCollector(
      stream, of: input, spans: spans.ranges, gap: isSpliced ? gap : .zero,
      reach: isSpliced ? max(around, hasTone ? Self.surroundings : .zero) : Self.surroundings,
      frameSize: isSpliced ? size : 0,
      keepsInside: isSpliced)
  }

  /// Whether it must be read before it can be copied.
  var needsReading: Bool { treatment != .edit || hasTone }

  /// Samples of each packet of codecs that always have the same number; 0 of all others.
  private static func packetSize(_ id: AVCodecID) -> Int {
    switch id {
    case AV_CODEC_ID_AAC: 1_024
    case AV_CODEC_ID_AC3, AV_CODEC_ID_EAC3: 1_536
    case AV_CODEC_ID_MP2: 1_152
    default: 0
    }
  }

  private static func isPlain(_ parameters: UnsafeMutablePointer<AVCodecParameters>?) -> Bool {
    guard let parameters, parameters.pointee.codec_id == AV_CODEC_ID_AAC else { return true }
    return [FF_PROFILE_AAC_LOW, FF_PROFILE_UNKNOWN].contains(parameters.pointee.profile)
  }

  // MARK: - Reading

  /// Takes the next packet of the track; nil at the end.
  func read(_ packet: UnsafeMutablePointer<AVPacket>?) throws(MediaError) {
    try collector.take(packet) { group, held throws(MediaError) in
      guard !held.isEmpty else { return }
      if input.cancellation.isCancelled {
        throw MediaError(.cancelled, path: input.path, message: "cancelled while bleeping it")
      }
      if treatment == .splice { splice(group, held) } else if hasTone { measure(group, held) }
    }
    if treatment == .splice, collector.hasStrays {
      treatment = .recode
      reason = "its times jump at a span"
      packets = [:]
    }
  }

  /// Runs of packets that follow each other.
  private func runs(_ held: [HeldPacket]) -> [ArraySlice<HeldPacket>] {
    var runs: [ArraySlice<HeldPacket>] = []
    var start = 0
    for index in held.indices.dropFirst()
    where !held[index].isContinuous || held[index].number != held[index - 1].number + 1 {
      runs.append(held[start..<index])
      start = index
    }
    return runs + [held[start...]]
  }

  private func splice(_ group: StretchCollector.Group, _ held: [HeldPacket]) {
    for run in runs(held) {
      guard let first = run.first, let last = run.last, first.time < group.range.end,
        last.time + MediaTime(seconds: 1) > group.range.start
      else { continue }
      do throws(SoundCodingError) {
        try splice(group, run: Array(run))
      } catch {
        treatment = .recode
        reason = error.description
        packets = [:]
        if hasTone { measure(group, held) }
        return
      }
    }
  }

  private func splice(_ group: StretchCollector.Group, run: [HeldPacket]) throws(SoundCodingError) {
    let size = Self.packetSize(stream.pointee.codecpar.pointee.codec_id)
    let sound = try StretchSound(decoding: run.map { .held($0) }, of: stream, frameSize: size)
    let count = Int64(sound.frameSize * sound.packetCount)
    let rate = Int64(sound.rate)
    guard rate == Int64(stream.pointee.codecpar.pointee.sample_rate) else {
      throw SoundCodingError("its sample rate is not what the container says")
    }
    let origin = run[0].time
    if hasTone { for index in group.spans { setLevel(of: index, by: [(sound, origin)]) } }
    let shapes = group.spans.map { spans.shape($0, origin: origin, rate: rate) }.filter {
      $0.start < count && $0.end > 0
    }
    guard !shapes.isEmpty else { return }
    let made = try Splice.make(
      in: run, of: stream, shapes: shapes, coder: try coder(like: run[run.count / 2].bytes), sound: sound)
    packets.merge(made.packets) { _, new in new }
    if let seam = made.seam { worstSeam = min(worstSeam ?? seam, seam) }
  }

  private func coder(like packet: [UInt8]) throws(SoundCodingError) -> any StretchCoder {
    if stream.pointee.codecpar.pointee.codec_id == AV_CODEC_ID_AAC {
      return try AACCoder(for: stream, like: packet, bitRate: collector.bitRate)
    }
    return try BlockCoder(for: stream, like: packet)
  }

  // MARK: - Loudness

  /// Measures the sound around each span of `group`.
  private func measure(_ group: StretchCollector.Group, _ held: [HeldPacket]) {
    var parts: [(StretchSound, MediaTime)] = []
    for run in runs(held) {
      guard let first = run.first,
        let sound = try? StretchSound(decoding: run.map { .held($0) }, of: stream, frameSize: nil)
      else { continue }
      parts.append((sound, first.time))
    }
    for index in group.spans { setLevel(of: index, by: parts) }
  }

  private func setLevel(of index: Int, by parts: [(sound: StretchSound, start: MediaTime)]) {
    guard let any = parts.first?.sound else { return }
    let span = spans.ranges[index]
    var levels: [Double] = []
    for (sound, start) in parts {
      let rate = Int64(sound.rate)
      let count = sound.channels.map(\.count).min() ?? 0
      func place(_ time: MediaTime) -> Int { min(count, max(0, Int((time - start).count(perSecond: rate)))) }
      let (from, to) = (place(span.start - ToneLevel.reach), place(span.end + ToneLevel.reach))
      guard from < to else { continue }
      let others = spans.indices(from: span.start - ToneLevel.reach, to: span.end + ToneLevel.reach)
        .map { place(spans.ranges[$0].start)..<place(spans.ranges[$0].end) }.filter { !$0.isEmpty }
      let level = Loudness(rate: sound.rate).measure(
        sound.channels.map { Array($0[from..<to]) }, weights: sound.roles.weights,
        excluding: others.map { max(0, $0.lowerBound - from)..<max(0, $0.upperBound - from) })
      if let level { levels.append(level) }
    }
    let mean = levels.reduce(0) { $0 + pow(10, $1 / 10) } / Double(max(1, levels.count))
    spans.amplitudes[index] = ToneLevel.amplitude(
      around: levels.isEmpty ? nil : 10 * log10(mean), frequency: spans.frequency, rate: any.rate, roles: any.roles)
  }
}
