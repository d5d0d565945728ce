internal import Foundation
internal import Media
internal import PluginKit
internal import PluginProtocol
internal import Transcript

/// What one request asks for, read and ready to be done.
struct Work: Sendable {
  let context: RequestContext
  let run: @Sendable (PluginContext) async throws -> any Encodable & Sendable

  init(_ context: RequestContext, _ run: @escaping @Sendable (PluginContext) async throws -> any Encodable & Sendable) {
    (self.context, self.run) = (context, run)
  }
}

extension AudioFile {
  /// - Throws: `RemoteError` for samples that this SDK does not read.
  func checked() throws -> AudioReference {
    guard let reference else {
      throw RemoteError(.invalidParams, "samples are one channel of f32le, not \(channels) of \(sampleFormat)")
    }
    return reference
  }
}

extension Carried<Transcript> {
  /// The transcript itself.
  func value() throws -> Transcript {
    switch self {
    case .inline(let transcript): return transcript
    case .file(let path):
      do {
        return try JSONDocument.read(Transcript.self, from: Data(contentsOf: URL(filePath: path)))
      } catch let error as DecodingError {
        throw RemoteError(.invalidParams, "the transcript in \(path) cannot be read: \(error.explanation)")
      }
    }
  }

  /// In the message where it is short, in a file where it is long.
  static func carrying(_ transcript: Transcript, in context: RequestContext) throws -> Carried {
    try .carrying(transcript) { "\(context.temporaryDirectory)/result.json" }
  }
}

extension ExportResult {
  /// Bytes of a result that travel in the message: a megabyte.
  private static let inlineBytes = 1 << 20

  static func carrying(_ data: Data, in context: RequestContext) throws -> ExportResult {
    guard data.count > inlineBytes else {
      return String(data: data, encoding: .utf8).map { ExportResult(text: $0) } ?? ExportResult(base64: data)
    }
    let path = "\(context.temporaryDirectory)/result"
    try data.write(to: URL(filePath: path))
    return ExportResult(file: path)
  }
}
