import PluginKit
import Testing

@Suite struct PluginDescriptorTests {
  @Test(arguments: [("org.surtitle.subrip", "subrip"), ("subrip", "subrip"), ("", "")])
  func hasAShortName(id: String, name: String) {
    let descriptor = PluginDescriptor(id: id, version: "1.0.0", kind: .exporter, summary: "", licence: "")
    #expect(descriptor.shortName == name)
  }

  private static let usual: [(kind: PluginDescriptor.Kind, takes: Set<LayerKind>, gives: Set<LayerKind>)] = [
    (.speechRecognizer, [.audio], [.transcript]), (.transcriptFilter, [.transcript], [.transcript]),
    (.annotator, [.transcript], [.findings]), (.subtitleFormat, [.transcript], []), (.exporter, [.transcript], []),
  ]

  @Test(arguments: usual)
  func takesAndGivesWhatIsUsual(kind: PluginDescriptor.Kind, takes: Set<LayerKind>, gives: Set<LayerKind>) {
    let usual = PluginDescriptor(id: "org.example.x", version: "1.0.0", kind: kind, summary: "", licence: "")
    #expect(usual.consumes == takes && usual.produces == gives)
    let own = PluginDescriptor(
      id: "org.example.x", version: "1.0.0", kind: kind, summary: "", licence: "", consumes: [.speakers],
      produces: ["topics"])
    #expect(own.consumes == [.speakers] && own.produces == [LayerKind(rawValue: "topics")])
  }

  @Test func saysHowToGetAMissingModel() {
    let error = MissingModelError(model: "base", directory: "/models")
    #expect("\(error)".contains("surtitle models pull base"))
  }

  @Test func namesTheSettingThatIsWrong() {
    #expect("\(ConfigurationError("/lines", "too many"))" == "/lines: too many")
  }
}
