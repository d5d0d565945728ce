import Foundation
import Media
import Moderation
import PluginKit
import PluginProtocol
import SystemPackage
import Transcript

extension ExternalPlugin {
  nonisolated func requestContext(_ context: PluginContext) -> RequestContext {
    RequestContext(
      temporaryDirectory: context.temporaryDirectory.string,
      modelDirectory: manifest.permissions.models ? context.modelDirectory.string : nil)
  }

  /// As a part of the message where it is short, else as a file.
  nonisolated func carry(_ transcript: Transcript, in context: PluginContext) throws -> Carried<Transcript> {
    guard transcript.segments.count > Self.inlineSegments else { return .inline(transcript) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let path = context.temporaryDirectory.appending("transcript.json")
    try encoder.encode(transcript).write(to: URL(filePath: path.string))
    return .file(path.string)
  }

  /// Some minutes of speech.
  private static let inlineSegments = 200

  nonisolated func receive(_ carried: Carried<Transcript>, in context: PluginContext) throws -> Transcript {
    switch carried {
    case .inline(let transcript): return transcript
    case .file(let path):
      let data = try file(path, in: context)
      do {
        return try JSONDecoder().decode(Transcript.self, from: data)
      } catch {
        throw PluginFailure(.garbage, manifest.descriptor.id, "wrote a transcript that cannot be read: \(error)")
      }
    }
  }

  /// What a plug-in wrote, into its own folder: nothing else is read for it.
  nonisolated func file(_ path: String, in context: PluginContext) throws -> Data {
    let folder = context.temporaryDirectory.string
    let resolved = URL(filePath: path).resolvingSymlinksInPath().path
    guard resolved.hasPrefix(URL(filePath: folder).resolvingSymlinksInPath().path + "/") else {
      throw PluginFailure(
        .garbage, manifest.descriptor.id, "named a file outside of its temporary folder: \(path)")
    }
    do {
      return try Data(contentsOf: URL(filePath: resolved))
    } catch {
      throw PluginFailure(.garbage, manifest.descriptor.id, "named a file that cannot be read: \(path)")
    }
  }
}

/// A recogniser in a process of its own.
struct ExternalRecognizer: SpeechRecognizing {
  let plugin: ExternalPlugin
  /// All its settings: which of them change nothing is not known.
  let resultSettings: [String: String]

  func transcribe(
    _ audio: AudioReference, request: RecognitionRequest, in context: PluginContext
  ) async throws -> Transcript {
    let result = try await plugin.ask(
      Method.transcribe,
      TranscribeParams(audio: AudioFile(audio), request: request, context: plugin.requestContext(context)),
      TranscriptResult.self, in: context)
    return try plugin.receive(result.transcript, in: context)
  }
}

/// An annotator in a process of its own.
struct ExternalAnnotator: Annotating {
  let plugin: ExternalPlugin

  func annotate(
    _ transcript: Transcript, audio: AudioReference?, in context: PluginContext
  ) async throws -> [Finding] {
    let sound = plugin.manifest.consumes.contains(.audio) ? audio.map { AudioFile($0) } : nil
    return try await plugin.ask(
      Method.annotate,
      AnnotateParams(
        transcript: plugin.carry(transcript, in: context), audio: sound, context: plugin.requestContext(context)),
      AnnotateResult.self, in: context
    ).findings
  }
}

/// A filter in a process of its own.
struct ExternalFilter: TranscriptFiltering {
  let plugin: ExternalPlugin

  func apply(to transcript: Transcript, in context: PluginContext) async throws -> Transcript {
    let result = try await plugin.ask(
      Method.filter,
      FilterParams(transcript: plugin.carry(transcript, in: context), context: plugin.requestContext(context)),
      TranscriptResult.self, in: context)
    return try plugin.receive(result.transcript, in: context)
  }
}

/// An exporter in a process of its own.
struct ExternalExporter: Exporting {
  let plugin: ExternalPlugin

  func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    let result = try await plugin.ask(
      Method.export,
      ExportParams(
        input, transcript: plugin.carry(input.transcript, in: context), context: plugin.requestContext(context)),
      ExportResult.self, in: context)
    switch (result.text, result.base64, result.file) {
    case (let text?, nil, nil): return Data(text.utf8)
    case (nil, let data?, nil): return data
    case (nil, nil, let path?): return try plugin.file(path, in: context)
    default:
      throw PluginFailure(
        .garbage, plugin.manifest.descriptor.id, "answered “export” with none or several of “text”, “base64”, “file”")
    }
  }
}
