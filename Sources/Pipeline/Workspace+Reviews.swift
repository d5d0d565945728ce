package import Library
package import Moderation

extension Workspace {
  /// Adds decisions to the trail. Results of the same contents that show decisions are stale by that: the next run makes
  /// them anew.
  ///
  /// - Throws: `LibraryError`.
  @discardableResult
  package func decide(_ drafts: [ReviewStore.Draft]) throws -> [AuditEntry] {
    let entries = try reviews.add(drafts)
    for media in Set(drafts.map(\.media)) { try catalogue.forgetVerdicts(on: media) }
    return entries
  }
}
