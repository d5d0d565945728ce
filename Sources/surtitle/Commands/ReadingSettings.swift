internal import ArgumentParser

/// How the format of a subtitle file reads it.
struct ReadingSettings: ParsableArguments {
  @Option(
    name: .customLong("set-input"),
    help: ArgumentHelp(
      "A setting of the format that is read, such as programmeStart=01:00:00:00; see “surtitle plugins info”.",
      valueName: "name=value"))
  var settings: [String] = []

  func validate() throws {
    if let setting = settings.first(where: { !$0.contains("=") }) {
      throw ValidationError("--set-input takes name=value, not “\(setting)”")
    }
  }
}
