import CFFmpeg
public import Media
public import SystemPackage
import Timeline

/// Finds where the shots of a video begin, to the frame.
public enum ShotDetector {
  /// Looks at one video stream of `source` on a thread of its own.
  ///
  /// Times count from the first instant of the container, as those of the sound of `AudioExtractor` do. Hard cuts are
  /// found; dissolves, fades and wipes are not, nor flashes of up to four frames. A file without moving pictures
  /// (sound alone, cover art, a still image) has none. Memory depends on the length of groups of pictures, at most some
  /// 200 MB, and not on the length of the video. Cancelling the task ends it within a fraction of a second.
  ///
  /// - Parameters:
  ///   - stream: index in the container; nil for the first video stream that is no cover art.
  ///   - progress: called on the decoding thread with what is done, 0…1, at most a hundred times or so; never for
  ///     sources of unknown length.
  /// - Throws: `MediaError` when the file cannot be read, is no media, or has a picture that FFmpeg cannot decode.
  public static func detect(
    in source: FilePath, stream: Int? = nil, progress: (@Sendable (Double) -> Void)? = nil
  ) async throws(MediaError) -> ShotChanges {
    let cancellation = Cancellation()
    return try await OwnThread.run(name: "shots", cancellation: cancellation) { () throws(MediaError) in
      try detect(in: source, stream: stream, cancellation: cancellation, progress: progress)
    }
  }

  /// The same, blocking the calling thread.
  package static func detect(
    in source: FilePath, stream: Int? = nil, cancellation: Cancellation, progress: (@Sendable (Double) -> Void)? = nil
  ) throws(MediaError) -> ShotChanges {
    let input = try MediaInput.open(source, cancellation: cancellation)
    let info = MediaInfo(input)
    guard let chosen = try choose(stream, of: info, path: source) else { return ShotChanges() }
    let search = try ShotSearch(input: input, stream: input.streams[chosen.index])
    let unit = input.streams[chosen.index]
    var reported = 0.0
    let changes = try search.run { time in
      guard let progress, let duration = info.duration?.seconds, duration > 0, let now = unit.time(time) else { return }
      let done = min(1, (now - info.startTime).seconds / duration)
      guard done >= reported + 0.01 else { return }
      reported = done
      progress(done)
    }
    if info.duration != nil { progress?(1) }
    return changes
  }

  private static func choose(_ index: Int?, of info: MediaInfo, path: FilePath) throws(MediaError) -> MediaStream? {
    let moving = info.streams.filter { $0.kind == .video && !$0.dispositions.contains(.attachedPicture) }
    guard let index else { return isStillImage(info) ? nil : moving.first }
    guard let stream = moving.first(where: { $0.index == index }) else {
      throw MediaError(
        .noVideo, path: path, message: "stream \(index) is no moving picture; those are \(moving.map(\.index))")
    }
    return stream
  }

  /// FFmpeg's readers of single images are called `image2`, `png_pipe` and the like.
  private static func isStillImage(_ info: MediaInfo) -> Bool {
    info.container == "image2" || info.container.hasSuffix("_pipe")
  }
}
