internal import PluginHost
internal import Reporting

extension JSONValue {
  /// As one line of output, with its end: nothing in it controls the terminal that it may go to.
  var line: String { HardenedJSON.text(canonical) + "\n" }
}
