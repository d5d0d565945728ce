public import Media
public import Transcript

/// A recogniser in the program.
public protocol SpeechRecognizer: Plugin, SpeechRecognizing {}

/// Turns audio into words. Cancel by cancelling the task; check for it at least once a second.
public protocol SpeechRecognizing: Sendable {
  /// Hears `audio` from beginning to end. No speech is a normal result: a transcript without segments.
  ///
  /// - Throws: `MissingModelError` when the model it needs is not installed, `EnvironmentError` when no other file could
  ///   fare better; anything else fails the file.
  func transcribe(
    _ audio: AudioReference, request: RecognitionRequest, in context: PluginContext
  ) async throws -> Transcript

  /// The part of the configuration that changes results. Worker counts and the like do not make results stale.
  var resultSettings: [String: String] { get }

  /// The models of this program that results are made with, by name: other weights under the same name make results
  /// stale.
  var models: [String] { get }
}

extension SpeechRecognizing {
  /// None of the program's: what comes with a plug-in is part of its version.
  public var models: [String] { [] }
}

/// What is asked of a recogniser for one file, whatever its engine.
public struct RecognitionRequest: Hashable, Sendable, Codable {
  public enum Task: String, Hashable, Sendable, Codable {
    case transcribe
    /// Into English.
    case translate
  }

  /// The language spoken; nil lets the recogniser find out.
  public var language: LanguageTag?
  public var task: Task

  public init(language: LanguageTag? = nil, task: Task = .transcribe) {
    self.language = language
    self.task = task
  }
}

/// What a plug-in needs is not there or not usable on this machine, for any file: a device, an arithmetic, a model that
/// is damaged. The program stops, and its exit code is 3.
public struct EnvironmentError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String

  public init(_ description: String) {
    self.description = description
  }
}

/// A model that must be installed first. The program's exit code for it is 3.
public struct MissingModelError: Error, Hashable, Sendable, CustomStringConvertible {
  public var model: String
  public var directory: String

  public init(model: String, directory: String) {
    self.model = model
    self.directory = directory
  }

  public var description: String {
    "the model “\(model)” is not installed in \(directory): run “surtitle models pull \(model)”"
  }
}
