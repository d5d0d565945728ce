/// Why a model could not be found, fetched, imported or verified, and what to do about it.
public struct ModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong, for switches; cases can be added.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// No model of this name is in the catalogue.
    public static let unknownModel = Code(description: "unknown-model")
    /// The model is known or was asked for, but is not in the model folder.
    public static let notInstalled = Code(description: "not-installed")
    /// A name that cannot be a folder name.
    public static let invalidName = Code(description: "invalid-name")
    /// One source did not deliver; the next one is tried.
    public static let sourceFailed = Code(description: "source-failed")
    /// Every source failed.
    public static let unavailable = Code(description: "unavailable")
    /// Bytes that are not those of the catalogue.
    public static let digestMismatch = Code(description: "digest-mismatch")
    /// A folder that is not a model this program can read.
    public static let notAModel = Code(description: "not-a-model")
    /// There is already another model of this name.
    public static let alreadyExists = Code(description: "already-exists")
    /// Reading or writing a file failed.
    public static let fileSystem = Code(description: "file-system")
  }

  public let code: Code
  /// What was being done, to what, why it failed and what to do.
  public let message: String
  /// What was asked for and the names there are, where a name is unknown: the nearest one may be suggested.
  public let unknown: UnknownName?

  /// A name that nothing has.
  public struct UnknownName: Hashable, Sendable {
    public var name: String
    public var known: [String]
  }

  public init(_ code: Code, _ message: String, unknown: UnknownName? = nil) {
    self.code = code
    self.message = message
    self.unknown = unknown
  }

  public var description: String { message }
}

extension ModelError {
  /// - Parameter aliases: other names, which a slip may have been one of as well.
  static func unknownModel(_ name: String, known: [String], aliases: [String]) -> ModelError {
    ModelError(
      .unknownModel,
      "no model is called \"\(name)\"; known are \(known.joined(separator: ", ")); "
        + "for a model of your own run: surtitle models import FOLDER --as \(name)",
      unknown: UnknownName(name: name, known: known + aliases))
  }
}
