internal import Moderation
public import PluginKit
internal import PluginProtocol

/// Serves a plug-in to the host that started this program, until the host is done. The last thing that `main` does:
///
/// ```swift
/// import PluginKit
/// import PluginSDK
///
/// await PluginSDK.serve(Loudness.self)
/// ```
///
/// What is printed goes to standard error: standard output belongs to the protocol, and standard input, of which nothing
/// is left to read. The plug-in is the same type that a
/// program could use in its own process. Its errors become answers: `MissingModelError`, `EnvironmentError` and
/// `ConfigurationError` as what they are, others as an internal error with their description.
///
/// - Parameter parallelRequests: so many at most are worked on side by side; nil for any number.
public func serve<P: SpeechRecognizer>(_ plugin: P.Type, parallelRequests: Int? = nil) async -> Never {
  await PluginServer(plugin, parallelRequests) { plugin, message in
    let params = try message.params(TranscribeParams.self)
    return Work(params.context) { context in
      let audio = try params.audio.checked()
      let transcript = try await plugin.transcribe(audio, request: params.request, in: context)
      return TranscriptResult(transcript: try .carrying(transcript, in: params.context))
    }
  }.serve(Method.transcribe)
}

/// Serves an annotator; see the overload for recognisers.
public func serve<P: Annotator>(_ plugin: P.Type, parallelRequests: Int? = nil) async -> Never {
  await PluginServer(plugin, parallelRequests) { plugin, message in
    let params = try message.params(AnnotateParams.self)
    return Work(params.context) { context in
      let audio = try params.audio?.checked()
      return AnnotateResult(try await plugin.annotate(params.transcript.value(), audio: audio, in: context))
    }
  }.serve(Method.annotate)
}

/// Serves a filter; see the overload for recognisers.
public func serve<P: TranscriptFilter>(_ plugin: P.Type, parallelRequests: Int? = nil) async -> Never {
  await PluginServer(plugin, parallelRequests) { plugin, message in
    let params = try message.params(FilterParams.self)
    return Work(params.context) { context in
      let transcript = try await plugin.apply(
        params.annotations ?? .none, to: params.transcript.value(), in: context)
      return TranscriptResult(transcript: try .carrying(transcript, in: params.context))
    }
  }.serve(Method.filter)
}

/// Serves an exporter; see the overload for recognisers.
public func serve<P: Exporter>(_ plugin: P.Type, parallelRequests: Int? = nil) async -> Never {
  await PluginServer(plugin, parallelRequests) { plugin, message in
    let params = try message.params(ExportParams.self)
    return Work(params.context) { context in
      let data = try await plugin.export(params.input(params.transcript.value()), in: context)
      return try ExportResult.carrying(data, in: params.context)
    }
  }.serve(Method.export)
}
