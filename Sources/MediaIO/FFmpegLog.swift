import CFFmpeg

/// What FFmpeg last complained about on this thread. Nothing of its log is printed.
///
/// Each object file has its own copy of the line that the shim keeps: nothing of this may be inlined into another.
enum FFmpegLog {
  /// Takes over FFmpeg's log for the process; only the first call does anything.
  @inline(never)
  static func install() { _ = installed }

  @inline(never)
  static func clear() { cff_log_clear() }

  /// The last error line since `clear`, without its line end; nil where there was none.
  static var lastLine: String? { readLine() }

  @inline(never)
  private static func readLine() -> String? {
    let line = String(cString: cff_log_last())
    let trimmed = line.prefix(while: { !$0.isNewline })
    return trimmed.isEmpty ? nil : String(trimmed)
  }

  /// FFmpeg's words for an error code.
  static func describe(_ code: CInt) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
      guard let text = buffer.baseAddress, av_strerror(code, text, buffer.count) == 0 else { return "error \(code)" }
      return String(cString: text)
    }
  }

  /// Why reading ended with `code`; nil for the end of a file that is whole. Demuxers take one that was cut off for ended.
  static func cause(ofEnd code: CInt) -> String? {
    let line = lastLine
    let isCut = line.map { $0.contains("prematurely") || $0.contains("partial file") } ?? false
    return code == cff_ERR_EOF && !isCut ? nil : line ?? describe(code)
  }

  private static let installed: Void = cff_log_install()
}
