import Foundation
import Media
import MediaIO
import SystemPackage
import TestSupport

/// The sound of a media file, decoded as the program decodes it, gone with this object.
final class Recording: Sendable {
  let audio: AudioReference
  private let folder: TemporaryFolder

  /// - Parameter stream: the index in the container; nil for the one that the program would choose.
  init(_ path: FilePath, stream: Int? = nil) async throws {
    folder = try TemporaryFolder()
    audio = try await AudioExtractor.extract(from: path, stream: stream, to: folder.path.appending("audio.f32"))
      .reference
  }

  /// Samples as they are.
  init(_ samples: [Float]) throws {
    folder = try TemporaryFolder()
    let path = folder.path.appending("audio.f32")
    try samples.withUnsafeBytes { Data($0) }.write(to: URL(fileURLWithPath: path.string))
    audio = AudioReference(path: path, sampleRate: AudioExtractor.sampleRate, sampleCount: Int64(samples.count))
  }

  /// A file of `Samples/Library`.
  static func sample(_ name: String, stream: Int? = nil) async throws -> Recording {
    try await Recording(samplePath(name), stream: stream)
  }

  static func samplePath(_ name: String) -> FilePath {
    let project = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
      .removingLastComponent()
    return project.appending("Samples/Library").appending(name)
  }

  func samples() throws -> [Float] {
    try Data(contentsOf: URL(fileURLWithPath: audio.path.string)).withUnsafeBytes {
      Array($0.bindMemory(to: Float.self))
    }
  }
}
