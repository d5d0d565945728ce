import PluginKit
import Testing

@Suite struct PluginDescriptorTests {
  @Test(arguments: [("org.surtitle.subrip", "subrip"), ("subrip", "subrip"), ("", "")])
  func hasAShortName(id: String, name: String) {
    let descriptor = PluginDescriptor(id: id, version: "1.0.0", kind: .exporter, summary: "", licence: "")
    #expect(descriptor.shortName == name)
  }

  @Test func saysHowToGetAMissingModel() {
    let error = MissingModelError(model: "base", directory: "/models")
    #expect("\(error)".contains("surtitle models pull base"))
  }

  @Test func namesTheSettingThatIsWrong() {
    #expect("\(ConfigurationError("/lines", "too many"))" == "/lines: too many")
  }
}
