import CFFmpeg
import Media
import SystemPackage
import Timeline

/// Which tracks are bleeped, and how.
struct BleepPlan {
  private let spans: BleepSpans
  private let format: CopyFormat
  /// What the packets of MPEG audio say of the file.
  private let layers: MPEGLayers
  private var tracks: [TrackBleep] = []
  /// Tracks that end before the first span.
  private var outside: Set<CInt> = []

  /// - Throws: `MediaError` where a track is asked for that has no sound, or there is no sound at all, or where a track
  ///   cannot be bleeped as it should be.
  init(
    _ given: [TimeRange], of input: MediaInput, in format: CopyFormat, settings: BleepSettings
  ) throws(MediaError) {
    self.format = format
    layers = try MPEGLayers(of: input)
    layers.apply(to: input)
    let info = MediaInfo(input)
    // Containers may say less than there is: what lies outside shows when the sound was read.
    spans = BleepSpans(given, padding: settings.padding)
    let audio = info.audioStreams.map(\.index)
    guard !audio.isEmpty else {
      throw MediaError(.noAudio, path: input.path, message: "there is no audio track in it; nothing to bleep")
    }
    var chosen = audio
    if case .some(let indices) = settings.tracks {
      if let wrong = indices.first(where: { !audio.contains($0) }) {
        throw MediaError(
          .noAudio, path: input.path, message: "stream \(wrong) is no audio track; those are \(audio)")
      }
      chosen = audio.filter(indices.contains)
    }
    guard !spans.ranges.isEmpty else { return }
    let (frequency, hasTone) =
      if case .tone(let frequency) = settings.sound { (frequency, true) } else { (0.0, false) }
    for index in chosen {
      let stream = input.streams[index]
      let work = TrackSpans(
        ranges: spans.ranges, amplitudes: spans.ranges.map { _ in 0 }, frequency: frequency, fade: settings.fade)
      guard let parameters = stream.pointee.codecpar, parameters.pointee.sample_rate > 0,
        parameters.pointee.ch_layout.nb_channels > 0,
        avcodec_find_decoder(parameters.pointee.codec_id) != nil
      else {
        let name = String(cString: avcodec_get_name(stream.pointee.codecpar?.pointee.codec_id ?? AV_CODEC_ID_NONE))
        throw MediaError(
          .unsupportedCodec, path: input.path,
          message: "stream \(index): FFmpeg has no decoder for its codec (\(name)), and it would be left unbleeped; "
            + "choose other tracks")
      }
      let rate = parameters.pointee.sample_rate
      if hasTone, frequency >= Double(rate) / 2 {
        throw MediaError(
          .unsupportedCodec, path: input.path,
          message:
            "stream \(index) has \(rate) samples a second: a tone of \(Int(frequency)) Hz would be silence in it; "
            + "choose one below \(rate / 2) Hz, or silence")
      }
      tracks.append(
        TrackBleep(
          stream, of: input, spans: work, hasTone: hasTone, isHeld: format.holds(parameters.pointee.codec_id)))
    }
  }

  var needsReading: Bool { tracks.contains { $0.needsReading } }

  /// Reads the file as far as it must be known before it is written.
  mutating func read(
    _ path: FilePath, settings: BleepSettings, cancellation: Cancellation, progress: (Double) -> Void
  ) throws(MediaError) {
    guard needsReading else { return }
    // Of its own: the copy reads the file from its start.
    let input = try MediaInput.open(path, cancellation: cancellation)
    layers.apply(to: input)
    guard let packet = Packet() else { throw MediaError(.io, path: path, message: "not enough memory to read it") }
    let streams = input.streams
    var readers: [CInt: TrackBleep] = [:]
    let hasTone = settings.sound != .mute
    guard tracks.allSatisfy({ Int($0.index) < streams.count }) else {
      throw MediaError(.damaged, path: path, message: "it has fewer tracks than when it was opened first")
    }
    tracks = tracks.map { track in
      let stream = streams[Int(track.index)]
      let again = TrackBleep(
        stream, of: input, spans: track.spans, hasTone: hasTone,
        isHeld: format.holds(stream.pointee.codecpar.pointee.codec_id))
      if again.needsReading { readers[track.index] = again }
      return again
    }
    for stream in streams where readers[stream.pointee.index] == nil { stream.pointee.discard = AVDISCARD_ALL }
    let size = Double(max(1, input.byteCount ?? 1))
    var reported = 0.0
    let source = try PacketSource(input, toleratesDamage: settings.toleratesDamage, seeksShifts: false)
    while try source.next(into: packet) {
      try readers[packet.pointer.pointee.stream_index]?.read(packet.pointer)
      let done = Double(input.bytePosition) / size
      if done >= reported + 0.02 {
        reported = done
        progress(min(1, done))
      }
    }
    for reader in readers.values { try reader.read(nil) }
    // Where nothing of a track is bleeped, it is copied. A second for what is known of the length of packets.
    outside = Set(
      readers.values.filter { track in
        track.collector.isMeasured
          && track.spans.ranges.allSatisfy { $0.start > track.collector.end + MediaTime(seconds: 1) }
      }.map(\.index))
    sources.append(input)
  }

  /// What the tracks were read from, which they refer to.
  private var sources: [MediaInput] = []

  /// How tracks are coded anew, by their index.
  func replacements(in input: MediaInput) throws(MediaError) -> [CInt: SoundReplacement] {
    var result: [CInt: SoundReplacement] = [:]
    for track in tracks where track.treatment == .recode && !outside.contains(track.index) {
      let stream = input.streams[Int(track.index)]
      let collector = track.collector
      let given = stream.pointee.codecpar.pointee.bit_rate
      guard
        let replacement = SoundReplacement(
          for: stream, in: format, bitRate: collector.bitRate > 0 ? collector.bitRate : given,
          frameSize: collector.isUniform ? collector.commonSize : nil)
      else {
        throw MediaError(
          .unsupportedCodec, path: input.path,
          message:
            "stream \(track.index): there is no encoder for its codec at \(stream.pointee.codecpar.pointee.sample_rate) Hz, nor for another that "
            + "\(format.name) holds; "
            + "write an .mkv, or choose other tracks")
      }
      result[track.index] = replacement
    }
    return result
  }

  func editors(
    for input: MediaInput, _ replacements: [CInt: SoundReplacement]
  ) throws(MediaError) -> [CInt: any TrackEditor] {
    var editors: [CInt: any TrackEditor] = [:]
    for track in tracks where !outside.contains(track.index) {
      let stream = input.streams[Int(track.index)]
      switch track.treatment {
      case .edit: editors[track.index] = try EditedTrack(stream, of: input, spans: track.spans)
      case .splice:
        guard
          let editor = SplicedTrack(
            track.packets, timeBase: stream.pointee.time_base, path: input.path)
        else {
          throw MediaError(.io, path: input.path, message: "not enough memory to copy it")
        }
        editors[track.index] = editor
      case .recode:
        guard let replacement = replacements[track.index] else { continue }
        editors[track.index] = try RecodedTrack(stream, of: input, as: replacement, spans: track.spans)
      }
    }
    return editors
  }

  /// Looks whether there is sound in the copy.
  ///
  /// - Parameter counts: packets in the copy, by the index of the track in the source.
  /// - Returns: warnings.
  /// - Throws: `MediaError` where nothing of the file can be read, or nothing of any track that was to be bleeped.
  func check(_ counts: [CInt: Int], of input: MediaInput, toleratesDamage: Bool) throws(MediaError) -> [String] {
    guard counts.values.contains(where: { $0 > 0 }) else {
      throw MediaError(
        .noAudio, path: input.path, message: "there is nothing in its tracks that can be read; no copy was made")
    }
    let empty = tracks.map(\.index).filter { counts[$0, default: 0] == 0 }
    if !empty.isEmpty, empty.count == tracks.count, !toleratesDamage {
      throw MediaError(
        .damaged, path: input.path, message: "nothing of its sound can be read; nothing was kept of the copy")
    }
    return empty.map { "stream \($0): nothing of its sound can be read, and there is none in the copy" }
  }

  /// Where the sound ends, on the media clock: of the tracks that were read, or by the container.
  private func end(in input: MediaInput, _ editors: [CInt: any TrackEditor]) -> MediaTime {
    let read = tracks.map { track in
      max(track.collector.end, (editors[track.index] as? EditedTrack)?.end ?? .zero)
    }
    return read.max().flatMap { $0 > .zero ? $0 : nil } ?? MediaInfo(input).duration ?? MediaTime(seconds: 1e9)
  }

  func report(
    in input: MediaInput, _ replacements: [CInt: SoundReplacement], _ editors: [CInt: any TrackEditor] = [:]
  ) -> BleepReport {
    var report = BleepReport()
    let end = end(in: input, editors)
    let inside = spans.ranges.filter { $0.start < end }
    report.spans = inside
    if !inside.isEmpty { report.textTracks = MediaInfo(input).streams.filter { $0.kind == .subtitle }.map(\.index) }
    report.ignored = spans.ignored + spans.ranges.filter { $0.start >= end }
    for stream in MediaInfo(input).audioStreams {
      var entry = BleepReport.Track(
        stream: stream.index, action: .copied, codec: stream.codec, codecWritten: stream.codec)
      if let track = tracks.first(where: { Int($0.index) == stream.index && !outside.contains($0.index) }) {
        entry.spans = inside
        entry.worstSeam = track.worstSeam
        entry.packetsChanged = track.packets.count
        switch track.treatment {
        case .edit:
          entry.action = .edited
          entry.packetsChanged = (editors[track.index] as? EditedTrack)?.changedCount ?? 0
        case .splice: entry.action = .spliced
        case .recode:
          entry.action = .recoded
          entry.packetsChanged = (editors[track.index] as? RecodedTrack)?.packetCount ?? 0
          entry.codecWritten = replacements[track.index]?.codecName ?? stream.codec
          entry.remark = [replacements[track.index]?.remark, track.reason].compactMap(\.self).joined(separator: "; ")
          if entry.remark == "" { entry.remark = nil }
        }
      }
      report.tracks.append(entry)
    }
    return report
  }
}
