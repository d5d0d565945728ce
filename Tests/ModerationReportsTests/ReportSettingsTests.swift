import ModerationReports
import PluginKit
import Testing

@Suite struct ReportSettingsTests {
  @Test func refuseContextThatIsTooLong() {
    var configuration = ReportHTMLConfiguration()
    configuration.context = 101
    #expect { try ReportHTMLExporter(configuration: configuration) } throws: {
      ($0 as? ConfigurationError)?.pointer == "/context"
    }
  }

  @Test(arguments: [("cut", 0.0, "/action"), ("mute", 11, "/padding"), ("skip", .nan, "/padding")])
  func refuseWhatPlayersCannotDo(action: String, padding: Double, pointer: String) {
    var configuration = ReportEDLConfiguration()
    (configuration.action, configuration.padding) = (action, padding)
    #expect { try ReportEDLExporter(configuration: configuration) } throws: {
      ($0 as? ConfigurationError)?.pointer == pointer
    }
  }

  @Test func consumeWhatTheyShow() {
    for descriptor in [
      ReportHTMLExporter.descriptor, ReportJSONExporter.descriptor, ReportCSVExporter.descriptor,
      ReportVTTExporter.descriptor, ReportEDLExporter.descriptor,
    ] {
      #expect(descriptor.consumes == [.transcript, .findings, .reviews])
    }
  }
}
