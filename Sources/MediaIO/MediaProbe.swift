import CFFmpeg
public import Media
public import SystemPackage
import Timeline

/// Asks a file what is in it, without decoding it.
public enum MediaProbe {
  /// Blocks while it reads, usually some milliseconds, longer on pipes and network mounts.
  ///
  /// - Throws: `MediaError` when the file cannot be read or is no media. A file without audio is not an error here.
  public static func probe(
    _ path: FilePath, cancellation: Cancellation = Cancellation()
  ) throws(MediaError) -> MediaInfo {
    MediaInfo(try MediaInput.open(path, cancellation: cancellation))
  }

  /// The same on a thread of its own; cancelled with the task that calls it.
  public static func probeOnOwnThread(_ path: FilePath) async throws(MediaError) -> MediaInfo {
    let cancellation = Cancellation()
    return try await OwnThread.run(name: "probe", cancellation: cancellation) { () throws(MediaError) in
      try probe(path, cancellation: cancellation)
    }
  }
}
