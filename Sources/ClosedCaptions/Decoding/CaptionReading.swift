package import Timeline

/// How files of captions are read, as the settings of their formats say.
package struct CaptionReading: Hashable, Sendable {
  /// The time code of the first frame of the programme.
  package var programmeStart = TimeCode(hours: 0, minutes: 0, seconds: 0, frames: 0)
  package var rollUpStyle = RollUpStyle.screen

  package init() {}

  /// - Parameters:
  ///   - programmeStart: a time code such as `01:00:00:00`.
  ///   - rollUp: `screen` or `lines`.
  package init(programmeStart: String, rollUp: String) throws(Fault) {
    guard let start = TimeCode(programmeStart) else {
      throw Fault(setting: "programmeStart", message: "this is no time code like 01:00:00:00")
    }
    guard let style = RollUpStyle(rawValue: rollUp) else {
      let names = RollUpStyle.allCases.map { "“\($0.rawValue)”" }.joined(separator: " or ")
      throw Fault(setting: "rollUp", message: "this is \(names)")
    }
    (self.programmeStart, rollUpStyle) = (start, style)
  }

  /// A setting that is wrong.
  package struct Fault: Error, Hashable, Sendable {
    package let setting: String
    package let message: String
  }
}
