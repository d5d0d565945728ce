package import Foundation
package import SystemPackage

/// A message about a file that waits to be delivered.
package struct Notice: Hashable, Sendable {
  /// The same in every try, so that a receiver knows what it has seen.
  package var id: String
  /// Who gets it, in a form that whoever delivers understands.
  package var target: String
  /// The file that it is about.
  package var subject: FilePath
  package var body: Data
  /// Seconds since 1970.
  package var created: Double
  /// Tries that failed.
  package var tries = 0
  /// When it may be tried, seconds since 1970.
  package var due: Double
  /// Why the last try failed.
  package var error: String?

  package init(id: String = "msg_" + UUID().uuidString, target: String, subject: FilePath, body: Data, created: Double)
  {
    self.id = id
    self.target = target
    self.subject = subject
    self.body = body
    self.created = created
    due = created
  }
}
