internal import Foundation
package import PluginHost
package import Subtitles

/// How text is cut into cues: a house style, and what differs from it.
package struct CueingSettings: Hashable, Sendable {
  /// A style that comes with the program or is described under `styles` of the configuration.
  package var style = HouseStyles.defaultName
  package var changes = StyleRuleChanges()

  package init() {}

  /// The style that they mean.
  ///
  /// - Throws: `ConfigurationDiagnostics`, all that is wrong at once.
  func style(of styles: HouseStyles, at pointer: String) throws -> HouseStyle {
    var problems = changes.problems(at: pointer)
    do {
      let style = try styles.style(named: style)
      if problems.isEmpty { return style.changed(by: changes) }
    } catch let error as HouseStyleError {
      let near = error.unknown.flatMap { Spelling.nearest(to: $0, in: styles.names) }
      problems.append(
        ConfigurationDiagnostic(
          pointer.appendingPointer("style"),
          near.map { "there is no house style “\(style)”; did you mean “\($0)”?" } ?? "\(error)"))
    }
    throw ConfigurationDiagnostics(problems)
  }
}

/// The style and the changes stand side by side.
extension CueingSettings: Codable, CustomReflectable {
  private enum CodingKeys: CodingKey { case style }

  package init(from decoder: any Decoder) throws {
    style = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .style) ?? style
    changes = try StyleRuleChanges(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(style, forKey: .style)
    try changes.encode(to: encoder)
  }

  /// What can be set is found by reflection.
  package var customMirror: Mirror {
    let members = [("style", style as Any)] + Mirror(reflecting: changes).children.map { ($0.label ?? "", $0.value) }
    return Mirror(self, children: members.map { (label: $0.0, value: $0.1) }, displayStyle: .struct)
  }
}

extension StyleRuleChanges {
  /// Values that no subtitle could keep to.
  func problems(at pointer: String) -> [ConfigurationDiagnostic] {
    var problems: [ConfigurationDiagnostic] = []
    func check<Value: Comparable>(_ key: String, _ value: Value?, _ range: ClosedRange<Value>, _ text: String) {
      guard let value, !range.contains(value) else { return }
      problems.append(ConfigurationDiagnostic(pointer.appendingPointer(key), "this must be \(text)"))
    }
    check("maximumLineLength", maximumLineLength, 8...200, "8 to 200 columns")
    check("maximumLines", maximumLines, 1...4, "1 to 4 lines")
    check("maximumReadingSpeed", maximumReadingSpeed, 1...1000, "1 to 1000 characters a second")
    check("maximumWordRate", maximumWordRate, 10...10_000, "10 to 10000 words a minute")
    if let least = minimumDuration?.time(at: nil), let most = maximumDuration?.time(at: nil), least > most {
      problems.append(
        ConfigurationDiagnostic(pointer.appendingPointer("maximumDuration"), "this is less than minimumDuration"))
    }
    return problems
  }
}

extension StyleLookChanges {
  /// Margins between which no line has room.
  func problems(at pointer: String) -> [ConfigurationDiagnostic] {
    [("sideMargin", sideMargin), ("minimumSideMargin", minimumSideMargin)].compactMap { key, value in
      guard let value, !(0...0.45).contains(value) else { return nil }
      return ConfigurationDiagnostic(pointer.appendingPointer(key), "this must be 0 to 0.45, in parts of the width")
    }
  }
}

extension HouseStyles {
  /// These and those under `styles` of a configuration.
  ///
  /// - Throws: `ConfigurationDiagnostics`.
  func adding(own: JSONValue) throws -> HouseStyles {
    var problems: [ConfigurationDiagnostic] = []
    var documents: [String: HouseStyleDocument] = [:]
    for (name, value) in own.members {
      let pointer = "/styles".appendingPointer(name)
      do {
        let document = try HouseStyleDocument(checking: value, at: pointer)
        documents[name] = document
      } catch let error as ConfigurationDiagnostics {
        problems += error.diagnostics
      }
    }
    let styles = adding(documents)
    for name in documents.keys.sorted() {
      do {
        _ = try styles.style(named: name)
      } catch {
        problems.append(ConfigurationDiagnostic("/styles".appendingPointer(name), "\(error)"))
      }
    }
    guard problems.isEmpty else { throw ConfigurationDiagnostics(problems) }
    return styles
  }
}

extension HouseStyleDocument {
  /// A style as a user wrote it.
  ///
  /// - Throws: `ConfigurationDiagnostics`.
  package init(checking value: JSONValue, at pointer: String) throws {
    var problems: [ConfigurationDiagnostic] = []
    let known = ["title", "sources", "basedOn", "rules", "languages", "look"]
    for key in value.members.keys.sorted() where !known.contains(key) {
      problems.append(.unknownKey(key, at: pointer, known: known))
    }
    func check<Part: Codable>(
      _ value: JSONValue?, _ pointer: String, _ empty: Part, _ faults: (Part) -> [ConfigurationDiagnostic]
    ) {
      guard let value else { return }
      do {
        problems += faults(try ConfigurationSchema(of: empty).decode(Part.self, from: value, at: pointer))
      } catch let error as ConfigurationDiagnostics {
        problems += error.diagnostics
      } catch {
        problems.append(ConfigurationDiagnostic(pointer, "\(error)"))
      }
    }
    func check(rules value: JSONValue?, _ pointer: String) {
      check(value, pointer, StyleRuleChanges()) { $0.problems(at: pointer) }
    }
    check(rules: value[key: "rules"], pointer.appendingPointer("rules"))
    let look = pointer.appendingPointer("look")
    check(value[key: "look"], look, StyleLookChanges()) { $0.problems(at: look) }
    for (language, rules) in (value[key: "languages"] ?? .emptyObject).members.sorted(by: { $0.key < $1.key }) {
      check(rules: rules, pointer.appendingPointer("languages").appendingPointer(language))
    }
    guard problems.isEmpty else { throw ConfigurationDiagnostics(problems) }
    do {
      self = try value.decode(HouseStyleDocument.self)
    } catch let error as DecodingError {
      throw ConfigurationDiagnostics([ConfigurationDiagnostic(error, at: pointer)])
    }
  }
}
