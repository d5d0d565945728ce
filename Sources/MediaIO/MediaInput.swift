import CFFmpeg
import SystemPackage

/// An open container with what FFmpeg found out about its streams. Used by one thread at a time.
///
/// Every file is taken for hostile. Playlists and references (HLS, DASH, concat, SDP and their like can sit in a file
/// of any name) would make FFmpeg open other files or connections: it may open none but the file that was named.
final class MediaInput {
  let path: FilePath
  let context: UnsafeMutablePointer<AVFormatContext>
  private let io: CustomIO

  /// Opens `path` and reads as much of it as is needed to know its streams.
  static func open(_ path: FilePath, cancellation: Cancellation) throws(MediaError) -> MediaInput {
    FFmpegLog.install()
    FFmpegLog.clear()
    let stream = try ByteStream(path: path, cancellation: cancellation)
    let io = CustomIO(stream: stream)
    var context = avformat_alloc_context()
    guard let allocated = context, let ioContext = io.context else {
      avformat_free_context(context)
      throw MediaError(.io, path: path, message: "not enough memory to open it; close other programs")
    }
    allocated.pointee.pb = ioContext
    allocated.pointee.flags |= AVFMT_FLAG_CUSTOM_IO
    allocated.pointee.io_open = { _, _, _, _, _ in cff_ERR_EACCES }
    allocated.pointee.interrupt_callback = AVIOInterruptCB(
      callback: { opaque in
        guard let opaque else { return 0 }
        return Unmanaged<Cancellation>.fromOpaque(opaque).takeUnretainedValue().isCancelled ? 1 : 0
      }, opaque: Unmanaged.passUnretained(cancellation).toOpaque())
    // Some demuxers (concat, SDP) do not ask `io_open`: no protocol of FFmpeg's own is on their list.
    var options: OpaquePointer?
    av_dict_set(&options, "protocol_whitelist", "none", 0)
    defer { av_dict_free(&options) }
    // Demuxers of formats without a signature go by the extension.
    let code = path.withPlatformString { name in
      ("file:" as String).withCString { prefix in
        var url = Array(UnsafeBufferPointer(start: prefix, count: 5))
        url.append(contentsOf: UnsafeBufferPointer(start: name, count: path.length + 1))
        return avformat_open_input(&context, url, nil, &options)
      }
    }
    guard code >= 0, let context else { throw openingFailed(code, path: path, stream: stream) }
    let input = MediaInput(path: path, context: context, io: io)
    let found = avformat_find_stream_info(context, nil)
    if found < 0 || cancellation.isCancelled { throw openingFailed(found, path: path, stream: stream) }
    return input
  }

  private init(path: FilePath, context: UnsafeMutablePointer<AVFormatContext>, io: CustomIO) {
    self.path = path
    self.context = context
    self.io = io
  }

  deinit {
    // Before `io` goes, which the demuxer may still look at.
    var context: UnsafeMutablePointer<AVFormatContext>? = self.context
    avformat_close_input(&context)
  }

  var cancellation: Cancellation { io.stream.cancellation }
  /// The operating system's error, when reading failed below the level of formats.
  var readFailure: Errno? { io.stream.failure }
  /// Bytes, unknown for pipes.
  var byteCount: Int64? { io.stream.size }
  /// What the header of a wave file promises. FFmpeg looks at the bytes that are there instead.
  var promisedByteCount: Int64? {
    String(cString: context.pointee.iformat.pointee.name) == "wav" ? io.stream.riffSize : nil
  }
  /// Bytes that were read or skipped so far.
  var bytePosition: Int64 { context.pointee.pb?.pointee.pos ?? 0 }

  var streams: [UnsafeMutablePointer<AVStream>] {
    UnsafeBufferPointer(start: context.pointee.streams, count: Int(context.pointee.nb_streams)).compactMap { $0 }
  }

  /// The error for a pipe whose container has its index behind the media.
  static func indexNotInReach(_ path: FilePath) -> MediaError {
    MediaError(
      .notMedia, path: path,
      message: "the index (moov) is missing or at the end, and a pipe cannot be read backwards; save it as a file first"
    )
  }

  private static func openingFailed(_ code: CInt, path: FilePath, stream: ByteStream) -> MediaError {
    if stream.cancellation.isCancelled || code == cff_ERR_EXIT {
      return MediaError(.cancelled, path: path, message: "cancelled while opening it")
    }
    if let failure = stream.failure {
      return MediaError(failure, "reading failed", path: path, advice: "check the disk or the network mount")
    }
    let line = FFmpegLog.lastLine
    if stream.size == nil, line?.contains("moov") == true { return indexNotInReach(path) }
    if line?.contains("moov atom not found") == true {
      return MediaError(
        .notMedia, path: path,
        message: "the index (moov) is missing: not a media file, or its recording or copy was cut off; copy it again")
    }
    if code == cff_ERR_EACCES || line?.contains("not on whitelist") == true {
      return MediaError(
        .notMedia, path: path, message: "a playlist or reference to other files, which are not followed; name those")
    }
    let cause = line ?? FFmpegLog.describe(code)
    return MediaError(
      .notMedia, path: path, message: "not a media file, or damaged beyond reading (\(cause)); check that it plays")
  }
}
