import CFFmpeg

/// Sole owner of an `AVIOContext` that reads bytes in memory, and of its buffer.
final class MemoryIO {
  private static let bufferSize = 1 << 16

  private let bytes: [UInt8]
  private var position = 0
  private(set) var context: UnsafeMutablePointer<AVIOContext>?

  /// The context is nil when out of memory.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard let buffer = av_malloc(Self.bufferSize) else { return }
    context = avio_alloc_context(
      buffer.assumingMemoryBound(to: UInt8.self), CInt(Self.bufferSize), 0, Unmanaged.passUnretained(self).toOpaque(),
      { opaque, buffer, count in
        guard let opaque, let buffer, count > 0 else { return cff_ERR_EINVAL }
        return Unmanaged<MemoryIO>.fromOpaque(opaque).takeUnretainedValue().read(into: buffer, count: Int(count))
      }, nil, nil)
    if context == nil { av_free(buffer) }
  }

  deinit {
    av_free(context?.pointee.buffer)
    avio_context_free(&context)
  }

  private func read(into buffer: UnsafeMutablePointer<UInt8>, count: Int) -> CInt {
    let part = bytes[position..<min(bytes.count, position + count)]
    guard !part.isEmpty else { return cff_ERR_EOF }
    _ = UnsafeMutableBufferPointer(start: buffer, count: part.count).initialize(from: part)
    position += part.count
    return CInt(part.count)
  }

  /// The time of the first packet, in the time base of its track; nil where there is none. Reads from the start.
  func firstTime(format name: String) -> Int64? {
    var opened = avformat_alloc_context()
    guard let format = av_find_input_format(name), let allocated = opened, let packet = Packet() else {
      avformat_free_context(opened)
      return nil
    }
    allocated.pointee.pb = context
    allocated.pointee.flags |= AVFMT_FLAG_CUSTOM_IO
    guard avformat_open_input(&opened, nil, format, nil) >= 0 else { return nil }
    defer { avformat_close_input(&opened) }
    guard av_read_frame(opened, packet.pointer) >= 0 else { return nil }
    return packet.pointer.pointee.pts
  }
}
