/// Why a request was not done, as it travels (JSON-RPC 2.0, §5.1).
public struct RemoteError: Error, Hashable, Sendable, Codable, CustomStringConvertible {
  /// Which numbers mean what. A reader must be ready for others.
  public struct Code: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// The line is not JSON.
    public static let parseError = Code(rawValue: -32700)
    /// The line is JSON and no message.
    public static let invalidRequest = Code(rawValue: -32600)
    public static let methodNotFound = Code(rawValue: -32601)
    /// The parameters, settings among them, cannot be used.
    public static let invalidParams = Code(rawValue: -32602)
    /// Anything else that went wrong with this file.
    public static let internalError = Code(rawValue: -32603)
    /// The answer to a request that was cancelled, as in the language server protocol.
    public static let cancelled = Code(rawValue: -32800)
    /// A model must be installed first. The program's exit code for it is 3.
    public static let missingModel = Code(rawValue: -32001)
    /// No other file could fare better on this machine. The program stops, with exit code 3.
    public static let environment = Code(rawValue: -32002)
    /// None of the host's versions is spoken.
    public static let unsupportedVersion = Code(rawValue: -32003)
  }

  public var code: Code
  /// What went wrong and what to do, in a sentence for people.
  public var message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { "\(message) (\(code.rawValue))" }
}
