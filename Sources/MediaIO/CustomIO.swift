import CFFmpeg

/// Sole owner of an `AVIOContext` that reads from a `ByteStream`, and of its buffer.
final class CustomIO {
  /// Few system calls, and small next to what demuxers skip over.
  private static let bufferSize = 64 << 10

  let stream: ByteStream
  private(set) var context: UnsafeMutablePointer<AVIOContext>?

  /// The context is nil when out of memory.
  init(stream: ByteStream) {
    self.stream = stream
    guard let buffer = av_malloc(Self.bufferSize) else { return }
    let read: @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<UInt8>?, CInt) -> CInt = {
      opaque, buffer, count in
      guard let opaque, let buffer, count > 0 else { return cff_ERR_EINVAL }
      let stream = Unmanaged<ByteStream>.fromOpaque(opaque).takeUnretainedValue()
      return stream.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(count)))
    }
    let seek: @convention(c) (UnsafeMutableRawPointer?, Int64, CInt) -> Int64 = { opaque, offset, whence in
      guard let opaque else { return Int64(cff_ERR_EINVAL) }
      return Unmanaged<ByteStream>.fromOpaque(opaque).takeUnretainedValue().seek(to: offset, whence: whence)
    }
    context = avio_alloc_context(
      buffer.assumingMemoryBound(to: UInt8.self), CInt(Self.bufferSize), 0, Unmanaged.passUnretained(stream).toOpaque(),
      read, nil, stream.size == nil ? nil : seek)
    if context == nil { av_free(buffer) }
  }

  deinit {
    // FFmpeg may have replaced the buffer by a larger one.
    av_free(context?.pointee.buffer)
    avio_context_free(&context)
  }
}
