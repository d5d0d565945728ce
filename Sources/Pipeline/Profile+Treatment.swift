internal import Moderation
internal import PluginHost
internal import PluginKit

extension Profile {
  /// `annotations` with what really becomes of the words: filters may have settings of their own for that.
  func treated(_ annotations: Annotations) -> Annotations {
    var treated = annotations
    for plugin in filters where plugin.takesFindings {
      guard case .filter(let filter) = plugin.instance else { continue }
      for index in treated.findings.indices {
        treated.findings[index].treatment = filter.treatment(of: treated.findings[index])
      }
    }
    return treated
  }
}
