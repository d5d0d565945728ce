/// The result of hashing every file of an installed model again.
public struct ModelVerification: Hashable, Sendable {
  public enum State: Hashable, Sendable {
    case intact
    case missing
    /// The digest that the file has now.
    case altered(sha256: String)
  }

  public struct File: Hashable, Sendable {
    public var name: String
    public var state: State
  }

  public var model: String
  public var files: [File]
  /// The command that mends the model where it is not intact.
  public var remedy: String

  public var isIntact: Bool { files.allSatisfy { $0.state == .intact } }
}
