import Foundation
import Media
import Moderation
import PluginKit
import PluginProtocol
import SystemPackage
import Timeline
import Transcript

extension ExternalPlugin {
  private nonisolated func context(_ room: SharedFolder.Room) -> RequestContext {
    RequestContext(
      temporaryDirectory: room.output.string,
      modelDirectory: manifest.permissions.models ? host.options.modelDirectory.string : nil)
  }

  /// As a part of the message where it is short, else as a file.
  private nonisolated func carry(_ transcript: Transcript, in room: SharedFolder.Room) throws -> Carried<Transcript> {
    try .carrying(transcript) { room.transcript.string }
  }

  /// The transcript of a sound that lasts `duration`.
  private nonisolated func receive(
    _ carried: Carried<Transcript>, lasting duration: MediaTime, in room: SharedFolder.Room
  ) throws -> Transcript {
    let transcript =
      switch carried {
      case .inline(let transcript): transcript
      case .file(let path): try decode(file(path, in: room))
      }
    if let problem = Plausibility.problem(of: transcript, lasting: duration) {
      throw PluginFailure(.garbage, manifest.descriptor.id, "gave a transcript that cannot be: \(problem)")
    }
    return transcript
  }

  private nonisolated func decode(_ data: Data) throws -> Transcript {
    do {
      return try JSONDocument.read(Transcript.self, from: data)
    } catch {
      let reason = (error as? DecodingError)?.explanation ?? "\(error)"
      throw PluginFailure(.garbage, manifest.descriptor.id, "wrote a transcript that cannot be read: \(reason)")
    }
  }

  /// What a plug-in wrote, into its own folder: nothing else is read for it.
  private nonisolated func file(_ path: String, in room: SharedFolder.Room) throws -> Data {
    do {
      return try room.read(path, limit: host.options.limits.answer)
    } catch {
      throw PluginFailure(.garbage, manifest.descriptor.id, "named a file \(error): \(path)")
    }
  }

  func transcribe(
    _ audio: AudioReference, request: RecognitionRequest, in context: PluginContext
  ) async throws -> Transcript {
    let room = try room()
    defer { room.remove() }
    let isSandboxed = await host.isolation(context.logger).isSandboxed
    let params = TranscribeParams(
      audio: try room.lend(audio, isReadOnly: isSandboxed), request: request, context: self.context(room))
    let result = try await ask(Method.transcribe, params, TranscriptResult.self, in: context)
    var transcript = try receive(result.transcript, lasting: audio.duration, in: room)
    // Who made it is not for the plug-in to say.
    transcript.provenance.recognizer = "\(manifest.descriptor.id) \(manifest.descriptor.version)"
    return transcript
  }

  func annotate(
    _ transcript: Transcript, audio: AudioReference?, in context: PluginContext
  ) async throws -> Annotations {
    let room = try room()
    defer { room.remove() }
    let isSandboxed = await host.isolation(context.logger).isSandboxed
    let sound =
      manifest.descriptor.takes.contains(.audio) ? try audio.map { try room.lend($0, isReadOnly: isSandboxed) } : nil
    let params = AnnotateParams(transcript: try carry(transcript, in: room), audio: sound, context: self.context(room))
    let annotations = try await ask(Method.annotate, params, AnnotateResult.self, in: context).annotations
    if let problem = Plausibility.problem(of: annotations, in: transcript) {
      throw PluginFailure(.garbage, manifest.descriptor.id, "gave findings that cannot be: \(problem)")
    }
    return annotations
  }

  /// What of `annotations` its manifest asks for.
  private nonisolated func asked(_ annotations: Annotations) -> Annotations? {
    manifest.descriptor.takes.contains(.findings) ? annotations : nil
  }

  func apply(
    _ annotations: Annotations, to transcript: Transcript, in context: PluginContext
  ) async throws -> Transcript {
    let room = try room()
    defer { room.remove() }
    let params = FilterParams(
      transcript: try carry(transcript, in: room), annotations: asked(annotations), context: self.context(room))
    let result = try await ask(Method.filter, params, TranscriptResult.self, in: context)
    return try receive(result.transcript, lasting: transcript.duration, in: room)
  }

  func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    let room = try room()
    defer { room.remove() }
    let params = ExportParams(
      input, transcript: try carry(input.transcript, in: room), annotations: asked(input.annotations),
      context: self.context(room))
    let result = try await ask(Method.export, params, ExportResult.self, in: context)
    switch (result.text, result.base64, result.file) {
    case (let text?, nil, nil): return Data(text.utf8)
    case (nil, let data?, nil): return data
    case (nil, nil, let path?): return try file(path, in: room)
    default:
      throw PluginFailure(
        .garbage, manifest.descriptor.id, "answered “export” with none or several of “text”, “base64”, “file”")
    }
  }
}

extension ExternalPlugin: Annotating, TranscriptFiltering, Exporting {}

/// A recogniser in a process of its own.
struct ExternalRecognizer: SpeechRecognizing {
  let plugin: ExternalPlugin
  /// All its settings: which of them change nothing is not known.
  let resultSettings: [String: String]

  func transcribe(
    _ audio: AudioReference, request: RecognitionRequest, in context: PluginContext
  ) async throws -> Transcript {
    try await plugin.transcribe(audio, request: request, in: context)
  }
}
