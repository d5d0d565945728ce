import Subprocess

/// What the `ffmpeg` command on this machine can do: builds differ.
package struct FFmpegAbilities: Hashable, Sendable {
  package var filters: Set<String>
  package var encoders: Set<String>

  package init(filters: Set<String>, encoders: Set<String>) {
    self.filters = filters
    self.encoders = encoders
  }

  /// Asks `executable`, a path or a name to be looked up in PATH.
  ///
  /// - Throws: `BurnInError` where there is no such program.
  package static func ask(_ executable: String = "ffmpeg") async throws -> FFmpegAbilities {
    FFmpegAbilities(
      filters: names(in: try await list("-filters", executable), legend: 2...3),
      encoders: names(in: try await list("-encoders", executable), legend: 6...6))
  }

  /// Why a film cannot be made with it, or nil.
  package func obstacle(to coding: VideoCoding) -> BurnInError? {
    guard filters.contains("ass") else {
      return BurnInError(
        .missing,
        "this ffmpeg was built without libass and cannot draw subtitles: it has no filter “ass”; install one that has it, "
          + "such as Debian's package ffmpeg")
    }
    return obstacleToEncoding(coding)
  }

  /// Why pictures cannot be coded with it, or nil.
  package func obstacleToEncoding(_ coding: VideoCoding) -> BurnInError? {
    guard encoders.contains(coding.encoder) else {
      let known = VideoCoding.Codec.allCases.filter { encoders.contains(VideoCoding($0).encoder) }.map(\.rawValue)
      let others =
        known.isEmpty ? "it has none of those that are known here" : "it has \(known.joined(separator: ", "))"
      return BurnInError(
        .missing, "this ffmpeg has no encoder \(coding.encoder) for \(coding.codec.rawValue); \(others)")
    }
    return nil
  }

  private static func list(_ option: String, _ executable: String) async throws -> String {
    do {
      let result = try await Subprocess.run(
        FFmpegProcess.executable(executable), arguments: ["-hide_banner", option], input: .none,
        output: .string(limit: 1 << 20), error: .discarded)
      // One that was stopped half-way lists less than it has.
      try Task.checkCancellation()
      return result.standardOutput
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      try Task.checkCancellation()
      throw BurnInError(
        .missing, "there is no program “\(executable)” that can be started; install the package ffmpeg (\(error))")
    }
  }

  /// The second word of each line whose first is a legend of so many marks: ` T.C ass  V->V  …`, with one mark less from
  /// FFmpeg 8 on.
  package static func names(in text: String, legend: ClosedRange<Int>) -> Set<String> {
    var names: Set<String> = []
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
      guard words.count >= 2, legend.contains(words[0].count), words[1] != "=",
        words[0].allSatisfy({ $0 == "." || $0 == "|" || $0.isLetter })
      else { continue }
      names.insert(String(words[1]))
    }
    return names
  }
}
