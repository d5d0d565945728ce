import CFFmpeg
import SystemPackage
import Timeline

extension MediaCopy {
  /// Copies all there is.
  func run(progress: (@Sendable (Double) -> Void)?) throws(MediaError) {
    try openFile()
    try writeHeader()
    let source = try PacketSource(input, toleratesDamage: options.toleratesDamage)
    var timing = CopyTiming(for: format, muxer: context.pointee.oformat, shifts: source.shifts)
    guard let packet = Packet(), let subtitlePacket = Packet(), let edited = Packet() else { throw outOfMemory }
    var queue = CueQueue(added, offset: MediaTime(av: input.context.pointee.start_time) ?? .zero)
    var reported = 0.0
    while try source.next(into: packet) {
      let index = packet.pointer.pointee.stream_index
      guard let target = targets[index] else { continue }
      var size = 0
      if av_packet_get_side_data(packet.pointer, AV_PKT_DATA_ENCRYPTION_INFO, &size) != nil {
        throw encrypted(Int(index))
      }
      let stream = input.streams[Int(index)]
      let raw = packet.pointer.pointee.pts == cff_NOPTS ? packet.pointer.pointee.dts : packet.pointer.pointee.pts
      let stamp = stream.time(raw)
      timing.complete(packet, of: stream)
      if format.isMP4Family { try checkFrames(packet, of: stream) }
      if let time = stream.time(packet.pointer.pointee.dts) {
        while let cue = queue.next(until: time) { try write(cue, with: subtitlePacket) }
      }
      if packet.pointer.pointee.flags & AV_PKT_FLAG_CORRUPT != 0 { timing.corruptCount += 1 }
      if let editor = editors[index] {
        try editor.take(packet.pointer, at: stamp)
        try deliver(editor, of: index, with: edited, to: target, &timing)
      } else {
        try deliver(packet, of: index, timeBase: stream.pointee.time_base, to: target, &timing)
      }
      if let progress, let done = fraction, done >= reported + 0.01 {
        reported = done
        progress(done)
      }
    }
    for (index, editor) in editors.sorted(by: { $0.key < $1.key }) {
      guard let target = targets[index] else { continue }
      try editor.take(nil, at: nil)
      try deliver(editor, of: index, with: edited, to: target, &timing)
    }
    for (index, leap) in leaps.sorted(by: { $0.key < $1.key }) {
      guard let target = targets[index] else { continue }
      av_packet_move_ref(packet.pointer, leap.pointer)
      try finish(packet, of: index, to: target, &timing)
    }
    leaps = [:]
    try checkEnd(timing)
    while let cue = queue.next(until: nil) { try write(cue, with: subtitlePacket) }
    try finish()
    if let damage = source.damage {
      report.warnings.append("parts could not be read (\(damage)) and are missing from the copy")
    }
    note(timing)
  }

  /// Writes what `editor` has ready.
  private func deliver(
    _ editor: any TrackEditor, of index: CInt, with packet: borrowing Packet, to target: UnsafeMutablePointer<AVStream>,
    _ timing: inout CopyTiming
  ) throws(MediaError) {
    while try editor.next(into: packet.pointer) {
      try deliver(packet, of: index, timeBase: editor.timeBase, to: target, &timing)
    }
  }

  private func deliver(
    _ packet: borrowing Packet, of index: CInt, timeBase: AVRational, to target: UnsafeMutablePointer<AVStream>,
    _ timing: inout CopyTiming
  ) throws(MediaError) {
    av_packet_rescale_ts(packet.pointer, timeBase, target.pointee.time_base)
    if let leap = leaps.removeValue(forKey: index) {
      try finish(leap, of: index, to: target, &timing, followedBy: packet)
    }
    if timing.isLeap(packet, in: target) {
      guard let held = HeldPacket(packet.pointer, number: 0, time: .zero, isContinuous: false) else {
        throw outOfMemory
      }
      leaps[index] = held
    } else {
      try finish(packet, of: index, to: target, &timing)
    }
  }

  /// Writes a packet that was far ahead of those before it: with its own time where the next one follows it, otherwise
  /// where it should be by them.
  private func finish(
    _ leap: HeldPacket, of index: CInt, to target: UnsafeMutablePointer<AVStream>, _ timing: inout CopyTiming,
    followedBy next: borrowing Packet
  ) throws(MediaError) {
    guard let packet = Packet() else { throw outOfMemory }
    av_packet_move_ref(packet.pointer, leap.pointer)
    timing.correct(packet, followedBy: next, in: target)
    try finish(packet, of: index, to: target, &timing)
  }

  private func finish(
    _ packet: borrowing Packet, of index: CInt, to target: UnsafeMutablePointer<AVStream>, _ timing: inout CopyTiming
  ) throws(MediaError) {
    timing.order(packet, for: target)
    packet.pointer.pointee.stream_index = target.pointee.index
    packet.pointer.pointee.pos = -1
    try write(packet)
    report.packetCount += 1
    packetCounts[index, default: 0] += 1
  }

  /// How much of the source has been read, 0…1.
  private var fraction: Double? {
    input.byteCount.map { min(0.99, max(0, Double(input.bytePosition) / Double(max(1, $0)))) }
  }

  /// FFmpeg writes wrong times into MP4 for E-AC-3 in frames of less than six blocks.
  private func checkFrames(
    _ packet: borrowing Packet, of stream: UnsafeMutablePointer<AVStream>
  ) throws(MediaError) {
    guard let parameters = stream.pointee.codecpar, parameters.pointee.codec_id == AV_CODEC_ID_EAC3,
      let duration = stream.time(packet.pointer.pointee.duration), duration > .zero,
      duration.count(perSecond: Int64(max(1, parameters.pointee.sample_rate))) < 1_500
    else { return }
    throw MediaError(
      .unsupportedContainer, path: file.path,
      message: "stream \(stream.pointee.index) of \(input.path) is E-AC-3 in short frames, whose times FFmpeg writes "
        + "wrongly into \(format.name); write an .mkv")
  }

  private func note(_ timing: CopyTiming) {
    if timing.movedCount > 0 {
      report.warnings.append(
        "packets with times before those in front of them: \(timing.movedCount), moved by as little as is possible")
    }
    if timing.restartCount > 0 {
      report.warnings.append("its times begin anew in it, as where recordings are joined; in the copy they go on")
    }
    if timing.corruptCount > 0 {
      report.warnings.append("packets that are marked as damaged: \(timing.corruptCount), copied as they are")
    }
  }

  /// A file that was cut off is copied only where that is wished for: nobody would look for the reason in the copy.
  private func checkEnd(_ timing: CopyTiming) throws(MediaError) {
    guard let (end, promise) = timing.missingEnd(of: input) else { return }
    let text = "ends at \(end) and should end at \(promise)"
    guard options.toleratesDamage || !(input.isMatroska || input.isMP4Family) else {
      throw MediaError(.damaged, path: input.path, message: "\(text): it was cut off; nothing was kept of the copy")
    }
    report.warnings.append("the file \(text): it may have been cut off")
  }

  // MARK: - Writing

  func openFile() throws(MediaError) {
    // By name, as FFmpeg opens it a second time where the index goes to the front.
    var url = Array("file:".utf8).map { CChar(bitPattern: $0) }
    file.temporary.withPlatformString { url += UnsafeBufferPointer(start: $0, count: file.temporary.length + 1) }
    let code = avio_open2(&context.pointee.pb, url, AVIO_FLAG_WRITE, &context.pointee.interrupt_callback, nil)
    guard code >= 0 else { throw file.writingFailed(code) }
    context.pointee.url = url.withUnsafeBufferPointer { $0.baseAddress.flatMap { av_strdup($0) } }
  }

  func writeHeader() throws(MediaError) {
    var dictionary: OpaquePointer?
    defer { av_dict_free(&dictionary) }
    if format.isMP4Family {
      var flags: [String] = []
      if options.startsFast ?? input.isIndexInFront { flags.append("faststart") }
      // Telephones name places and cameras by keys that FFmpeg otherwise drops.
      if hasKeys("com.apple.quicktime.") { flags.append("use_metadata_tags") }
      if !flags.isEmpty { av_dict_set(&dictionary, "movflags", flags.joined(separator: "+"), 0) }
    } else if format.isMatroska {
      av_dict_set(&dictionary, "default_mode", "passthrough", 0)
    } else if format.muxer == "wav" {
      av_dict_set(&dictionary, "rf64", "auto", 0)
      // Broadcast waves say when and by whom they were recorded.
      if hasKeys("time_reference") || hasKeys("originator") { av_dict_set(&dictionary, "write_bext", "1", 0) }
    }
    FFmpegLog.clear()
    let code = avformat_write_header(context, &dictionary)
    guard code >= 0 else { throw failed(code) }
  }

  private func hasKeys(_ prefix: String) -> Bool {
    av_dict_get(context.pointee.metadata, prefix, nil, AV_DICT_IGNORE_SUFFIX) != nil
  }

  func write(_ packet: borrowing Packet) throws(MediaError) {
    FFmpegLog.clear()
    let code = av_interleaved_write_frame(context, packet.pointer)
    guard code >= 0 else { throw failed(code) }
  }

  private func write(_ cue: CueQueue.Entry, with packet: borrowing Packet) throws(MediaError) {
    let sample = cue.sample
    guard av_new_packet(packet.pointer, CInt(clamping: sample.payload.count)) >= 0 else { throw outOfMemory }
    sample.payload.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress {
        packet.pointer.pointee.data.update(from: start.assumingMemoryBound(to: UInt8.self), count: bytes.count)
      }
    }
    for (type, bytes) in [
      (AV_PKT_DATA_WEBVTT_IDENTIFIER, sample.identifier), (AV_PKT_DATA_WEBVTT_SETTINGS, sample.settings),
    ] where !bytes.isEmpty {
      guard let data = av_packet_new_side_data(packet.pointer, type, bytes.count) else { throw outOfMemory }
      data.update(from: bytes, count: bytes.count)
    }
    let base = Rational(Int64(cue.stream.pointee.time_base.num), Int64(cue.stream.pointee.time_base.den))
    let start = cue.range.start.ticks(in: base)
    packet.pointer.pointee.pts = start
    packet.pointer.pointee.dts = start
    packet.pointer.pointee.duration = max(1, cue.range.end.ticks(in: base) - start)
    packet.pointer.pointee.flags = AV_PKT_FLAG_KEY
    packet.pointer.pointee.stream_index = cue.stream.pointee.index
    try write(packet)
  }

  private var cancelled: MediaError { MediaError(.cancelled, path: input.path, message: "cancelled while copying it") }

  func finish() throws(MediaError) {
    if input.cancellation.isCancelled { throw cancelled }
    FFmpegLog.clear()
    let code = av_write_trailer(context)
    guard code >= 0 else { throw failed(code) }
    avio_flush(context.pointee.pb)
    let late = context.pointee.pb.pointee.error
    guard late >= 0 else { throw failed(late) }
    let closed = avio_closep(&context.pointee.pb)
    guard closed >= 0 else { throw failed(closed) }
    if format.isMP4Family {
      let flags = streams.map { stream in
        stream.pointee.codecpar?.pointee.codec_type == AVMEDIA_TYPE_SUBTITLE
          ? stream.pointee.disposition & AV_DISPOSITION_DEFAULT != 0 : nil
      }
      try TrackFlags.enable(flags, in: file)
    }
  }

  private var streams: [UnsafeMutablePointer<AVStream>] {
    UnsafeBufferPointer(start: context.pointee.streams, count: Int(context.pointee.nb_streams)).compactMap { $0 }
  }

  private func failed(_ code: CInt) -> MediaError {
    if input.cancellation.isCancelled || code == cff_ERR_EXIT { return cancelled }
    if code == cff_ERR_EINVAL || code == cff_ERR_INVALIDDATA, let line = FFmpegLog.lastLine {
      return MediaError(
        .unsupportedContainer, path: file.path,
        message: "FFmpeg cannot write this as \(format.name): \(line)"
          + (format.container == .matroska ? "" : "; write an .mkv"))
    }
    return file.writingFailed(code)
  }
}
