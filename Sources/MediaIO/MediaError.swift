public import SystemPackage

/// Why a file could not be probed, decoded or copied. One file's error; other files are not concerned.
public struct MediaError: Error, Hashable, Sendable, CustomStringConvertible {
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public static let notFound = Code(description: "notFound")
    public static let permission = Code(description: "permission")
    /// A file of no bytes.
    public static let empty = Code(description: "empty")
    /// Not in a format that FFmpeg reads, or so damaged that it is not recognised.
    public static let notMedia = Code(description: "notMedia")
    /// A media file without an audio stream.
    public static let noAudio = Code(description: "noAudio")
    /// A media file without moving pictures, or a stream that has none.
    public static let noVideo = Code(description: "noVideo")
    /// A media file without text subtitles, or a stream that has none.
    public static let noSubtitles = Code(description: "noSubtitles")
    /// FFmpeg has no decoder for the stream.
    public static let unsupportedCodec = Code(description: "unsupportedCodec")
    /// There is an audio stream, but nothing of it could be decoded.
    public static let damaged = Code(description: "damaged")
    /// Reading the file failed below the level of formats: disk, network mount, pipe.
    public static let io = Code(description: "io")
    /// What was to be written could not be: the disk is full, or the folder may not be written to.
    public static let output = Code(description: "output")
    /// There is a file already where one was to be written.
    public static let exists = Code(description: "exists")
    /// A container that has no room for what was to be put into it.
    public static let unsupportedContainer = Code(description: "unsupportedContainer")
    /// A container that has no room for a stream that was to be copied into it.
    public static let unsupportedStream = Code(description: "unsupportedStream")
    /// What is in it is encrypted: it cannot be copied without its keys.
    public static let encrypted = Code(description: "encrypted")
    public static let cancelled = Code(description: "cancelled")
  }

  public let code: Code
  public let path: FilePath
  /// What happened, why, and what to do about it.
  public let message: String

  public init(_ code: Code, path: FilePath, message: String) {
    self.code = code
    self.path = path
    self.message = message
  }

  public var description: String { "\(path): \(message) [\(code)]" }
}
