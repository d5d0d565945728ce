public import Media
public import Moderation
internal import SystemPackage
public import Transcript

/// The names of requests and notifications of version 1.
public enum Method {
  /// The first request: versions and settings. `InitializeParams` → `InitializeResult`.
  public static let initialize = "initialize"
  /// The host is content with the answer; work may come.
  public static let initialized = "initialized"
  /// `TranscribeParams` → `TranscriptResult`.
  public static let transcribe = "transcribe"
  /// `AnnotateParams` → `AnnotateResult`.
  public static let annotate = "annotate"
  /// `FilterParams` → `TranscriptResult`.
  public static let filter = "filter"
  /// `ExportParams` → `ExportResult`.
  public static let export = "export"
  /// From the plug-in, while it works: `ProgressParams`.
  public static let progress = "$/progress"
  /// From the plug-in, at any time: `LogParams`.
  public static let log = "$/log"
  /// From the host: `CancelParams`. The request is answered all the same.
  public static let cancel = "$/cancelRequest"
  /// The last request: no work is in progress, and none will come.
  public static let shutdown = "shutdown"
  /// The plug-in ends. The end of its input means the same.
  public static let exit = "exit"
}

/// One of the two sides.
public struct Party: Hashable, Sendable, Codable {
  public var name: String
  public var version: String

  public init(name: String, version: String) { (self.name, self.version) = (name, version) }
}

/// What the host can take. What it does not name it does not promise.
public struct HostCapabilities: Hashable, Sendable, Codable {
  /// Bytes of a line; what is longer has to travel as a file.
  public var maximumLineLength: Int?

  public init(maximumLineLength: Int? = nil) { self.maximumLineLength = maximumLineLength }
}

/// What a plug-in can do.
public struct PluginCapabilities: Hashable, Sendable, Codable {
  /// Requests that it can work on side by side, 1 or more; left out where it takes any number.
  public var parallelRequests: Int?

  public init(parallelRequests: Int? = nil) { self.parallelRequests = parallelRequests }
}

/// - Parameter Settings: all settings of the plug-in, defaults included, as its manifest describes them.
public struct InitializeParams<Settings: Codable & Sendable>: Sendable, Codable {
  /// Major versions that the host speaks.
  public var protocolVersions: [Int]
  public var host: Party
  /// The id in the manifest.
  public var plugin: String
  public var settings: Settings
  public var capabilities: HostCapabilities?

  public init(
    protocolVersions: [Int] = ProtocolVersion.spoken, host: Party, plugin: String, settings: Settings,
    capabilities: HostCapabilities? = nil
  ) {
    (self.protocolVersions, self.host, self.plugin, self.settings) = (protocolVersions, host, plugin, settings)
    self.capabilities = capabilities
  }
}

public struct InitializeResult: Hashable, Sendable, Codable {
  /// One of those that the host speaks.
  public var protocolVersion: Int
  public var plugin: Party
  public var capabilities: PluginCapabilities?

  public init(protocolVersion: Int, plugin: Party, capabilities: PluginCapabilities? = nil) {
    (self.protocolVersion, self.plugin, self.capabilities) = (protocolVersion, plugin, capabilities)
  }
}

/// What a plug-in may use during a request.
public struct RequestContext: Hashable, Sendable, Codable {
  /// A private folder that is removed after the request.
  public var temporaryDirectory: String
  /// Where models lie, one folder each; left out for plug-ins that have no permission to read them.
  public var modelDirectory: String?

  public init(temporaryDirectory: String, modelDirectory: String? = nil) {
    (self.temporaryDirectory, self.modelDirectory) = (temporaryDirectory, modelDirectory)
  }
}

/// Samples in a file: they never travel as JSON.
public struct AudioFile: Hashable, Sendable, Codable {
  public var path: String
  public var sampleRate: Int
  public var channels: Int
  /// `f32le`: 32-bit floats, the lowest byte first.
  public var sampleFormat: String
  public var frameCount: Int64

  /// - Parameter audio: one channel of 32-bit floats.
  public init(_ audio: AudioReference) {
    path = audio.path.string
    (sampleRate, frameCount) = (audio.sampleRate, audio.sampleCount)
    (channels, sampleFormat) = (1, "f32le")
  }

  /// Nil for samples of another form than `AudioReference` describes.
  public var reference: AudioReference? {
    guard channels == 1, sampleFormat == "f32le" else { return nil }
    return AudioReference(path: FilePath(path), sampleRate: sampleRate, sampleCount: frameCount)
  }
}

public struct TranscriptResult: Hashable, Sendable, Codable {
  public var transcript: Carried<Transcript>

  public init(transcript: Carried<Transcript>) { self.transcript = transcript }
}

public struct FilterParams: Hashable, Sendable, Codable {
  public var transcript: Carried<Transcript>
  /// Left out where the manifest does not ask for findings.
  public var annotations: Annotations?
  public var context: RequestContext

  public init(transcript: Carried<Transcript>, annotations: Annotations? = nil, context: RequestContext) {
    (self.transcript, self.annotations, self.context) = (transcript, annotations, context)
  }
}

public struct AnnotateParams: Hashable, Sendable, Codable {
  public var transcript: Carried<Transcript>
  /// Left out where the host has only the text, or the manifest does not ask for it.
  public var audio: AudioFile?
  public var context: RequestContext

  public init(transcript: Carried<Transcript>, audio: AudioFile?, context: RequestContext) {
    (self.transcript, self.audio, self.context) = (transcript, audio, context)
  }
}

public struct AnnotateResult: Hashable, Sendable, Codable {
  /// In time order.
  public var findings: [Finding]
  /// Left out by annotators that do not judge utterances.
  public var utterances: [UtteranceScores]?

  public init(findings: [Finding], utterances: [UtteranceScores]? = nil) {
    (self.findings, self.utterances) = (findings, utterances)
  }

  public init(_ annotations: Annotations) {
    self.init(
      findings: annotations.findings, utterances: annotations.utterances.isEmpty ? nil : annotations.utterances)
  }

  public var annotations: Annotations { Annotations(findings: findings, utterances: utterances ?? []) }
}

public struct ProgressParams: Hashable, Sendable, Codable {
  /// Of the request.
  public var id: MessageID
  /// 0…1.
  public var fraction: Double

  public init(id: MessageID, fraction: Double) { (self.id, self.fraction) = (id, fraction) }
}

public struct LogParams: Hashable, Sendable, Codable {
  public enum Level: String, Hashable, Sendable, Codable { case debug, info, warning, error }

  public var level: Level
  /// Never what was said, at `info` or above.
  public var message: String

  public init(level: Level, message: String) { (self.level, self.message) = (level, message) }
}

public struct CancelParams: Hashable, Sendable, Codable {
  /// Of the request.
  public var id: MessageID

  public init(id: MessageID) { self.id = id }
}

/// Nothing to say.
public struct Nothing: Hashable, Sendable, Codable {
  public init() {}
}
