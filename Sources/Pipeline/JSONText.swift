package import Foundation
internal import Library
package import PluginHost
package import SystemPackage

/// Paths in JSON.
package enum JSONText {
  /// `path` as text; where the name is no UTF-8 the text has replacement characters and `pathBase64` has the bytes.
  package static func path(_ path: FilePath, key: String = "path") -> [String: JSONValue] {
    var members: [String: JSONValue] = [key: .string(path.string)]
    if !path.isText { members[key + "Base64"] = .string(Data(path.bytes).base64EncodedString()) }
    return members
  }
}

/// Moments in JSON.
package enum Timestamp {
  /// RFC 3339 in UTC, with milliseconds.
  package static func text(_ date: Date) -> String {
    Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(date)
  }
}
