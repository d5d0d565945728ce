internal import Foundation
internal import Library
internal import SystemPackage
internal import Timeline

/// A player of this machine, to look into media at a finding.
struct MediaPlayer {
  private enum Kind: String, CaseIterable { case mpv, ffplay }

  private let kind: Kind
  private let program: FilePath
  /// Whether there is anywhere to show a picture.
  private let hasScreen: Bool
  private let environment: [String: String]
  /// Time before and after the finding.
  private static let around = MediaTime(milliseconds: 2000)
  /// Of a finding that is a whole film nobody wants to hear all.
  private static let longest = MediaTime(milliseconds: 120_000)

  /// The first that `PATH` leads to; nil where it leads to none.
  init?(_ environment: [String: String]) {
    let folders = (environment["PATH"] ?? "").split(separator: ":").map { FilePath(String($0)) }
    let found = Kind.allCases.lazy.compactMap { kind in
      folders.map { $0.appending(kind.rawValue) }
        .first { path in path.withPlatformString { access($0, X_OK) } == 0 && FileStatus.at(path)?.kind == .file }
        .map { (kind, $0) }
    }.first
    guard let found else { return nil }
    (kind, program) = found
    self.environment = environment
    hasScreen = ["DISPLAY", "WAYLAND_DISPLAY"].contains { environment[$0]?.isEmpty == false }
  }

  /// Plays `media` around `range`, and waits until that is over.
  ///
  /// - Parameter media: absolute.
  /// - Returns: why it could not be played; nil where it was.
  func play(_ media: FilePath, _ range: TimeRange) -> String? {
    let start = max(.zero, range.start - Self.around)
    let length = min(range.end + Self.around - start, Self.longest)
    var arguments = [program.data]
    arguments += options(start.milliseconds, length.milliseconds).map { Data($0.utf8) }
    arguments.append(media.data)
    let status = run(arguments)
    return status == 0 ? nil : "\(kind.rawValue) could not play it (\(status))"
  }

  /// Times in milliseconds.
  private func options(_ start: Int64, _ length: Int64) -> [String] {
    func seconds(_ milliseconds: Int64) -> String { String(format: "%.3f", Double(milliseconds) / 1000) }
    switch kind {
    case .mpv:
      return ["--no-config", "--really-quiet", "--start=\(seconds(start))", "--length=\(seconds(length))"]
        + (hasScreen ? [] : ["--no-video"]) + ["--"]
    case .ffplay:
      return ["-hide_banner", "-loglevel", "error", "-autoexit", "-ss", seconds(start), "-t", seconds(length)]
        + (hasScreen ? [] : ["-nodisp"])
    }
  }

  /// The exit code of a program, which gets no keys. Names are bytes, as they are.
  private func run(_ arguments: [Data]) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let words = arguments.map(Self.copy) + [nil]
    let variables = environment.map { Self.copy(Data("\($0.key)=\($0.value)".utf8)) } + [nil]
    defer { for word in words + variables { free(word) } }
    var child = pid_t()
    let failure = program.withPlatformString { posix_spawn(&child, $0, &actions, nil, words, variables) }
    guard failure == 0 else { return failure }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { return errno }
    }
    // As WIFEXITED and WEXITSTATUS of wait(2) have it.
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  /// As C has texts; whoever calls this frees it.
  private static func copy(_ text: Data) -> UnsafeMutablePointer<CChar>? {
    (text + [0]).withUnsafeBytes { bytes in bytes.bindMemory(to: CChar.self).baseAddress.flatMap { strdup($0) } }
  }
}

extension FilePath {
  fileprivate var data: Data { Data(bytes) }
}
