internal import Foundation
internal import Logging
internal import Pipeline
internal import PluginHost

/// The log as JSON on standard error, one object a line: `time` (UTC, RFC 3339), `level`, `message`, and what belongs to
/// it under its own names, such as `media`, `stage` and `key`. All of them are texts.
struct JSONLogHandler: LogHandler {
  private static let ownNames: Set = ["time", "level", "message"]

  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info
  private let write: @Sendable (String) -> Void

  init(write: @escaping @Sendable (String) -> Void = { StandardError.write($0) }) { self.write = write }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var members: [String: JSONValue] = [:]
    for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) {
      members[Self.ownNames.contains(key) ? "_" + key : key] = .string("\(value)")
    }
    if let error = event.error, members["error"] == nil { members["error"] = .string("\(error)") }
    members["time"] = .string(Timestamp.text(Date()))
    members["level"] = .string(event.level.rawValue)
    members["message"] = .string("\(event.message)")
    write(JSONValue.object(members).line)
  }
}
