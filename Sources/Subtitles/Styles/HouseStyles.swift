internal import Foundation
internal import Transcript

/// The styles that can be asked for: those that come with the program, and those of a user.
public struct HouseStyles: Hashable, Sendable {
  /// The style where none is asked for.
  public static let defaultName = "netflix"

  private var documents: [String: HouseStyleDocument]

  /// Those that come with the program, from `Data/styles.json`.
  public static let builtIn: HouseStyles = {
    do {
      let data = Data(PackageResources.styles_json)
      return HouseStyles(documents: try JSONDecoder().decode([String: HouseStyleDocument].self, from: data))
    } catch {
      fatalError("the built-in house styles cannot be read: \(error)")
    }
  }()

  private init(documents: [String: HouseStyleDocument]) { self.documents = documents }

  public var names: [String] { documents.keys.sorted() }

  /// These and `more`, which come before those of the same name. One that is based on its own name is based on the style
  /// that had it before.
  public func adding(_ more: [String: HouseStyleDocument]) -> HouseStyles {
    var styles = self
    for (name, document) in more.sorted(by: { $0.key < $1.key }) {
      var document = document
      if document.basedOn == name, let old = documents[name] {
        let hidden = "\(name) (built in)"
        styles.documents[hidden] = old
        document.basedOn = hidden
      }
      styles.documents[name] = document
    }
    return styles
  }

  /// - Throws: `HouseStyleError` where there is no such style, or styles are based on each other.
  public func style(named name: String) throws -> HouseStyle {
    var line: [(name: String, document: HouseStyleDocument)] = []
    var next: String? = name
    while let current = next {
      guard !line.contains(where: { $0.name == current }) else {
        throw HouseStyleError(
          "styles cannot be based on each other: \((line.map(\.name) + [current]).joined(separator: " → "))")
      }
      guard let document = documents[current] else { throw HouseStyleError(unknown: current, names: names) }
      line.append((current, document))
      next = document.basedOn
    }
    var style = HouseStyle(name: name, title: name, sources: [], rules: StyleRules(), languages: [:])
    for (name, document) in line.reversed() {
      style = style.changed(by: document.rules)
      style.title = document.title ?? name
      style.sources += document.sources
      style.look = document.look.applied(to: style.look)
      // A language comes before its regions.
      for (key, changes) in document.languages.sorted(by: { $0.key < $1.key }) {
        let language = LanguageTag(key)
        guard !language.isUndetermined else {
          throw HouseStyleError(
            "house style “\(name)”: languages: “\(key)” names no language; write a tag such as de or pt-BR")
        }
        style.languages[language.code] = changes.applied(to: style.rules(for: language))
      }
    }
    style.name = name
    return style
  }
}

extension HouseStyle {
  /// The style where none is asked for.
  public static let standard: HouseStyle = {
    do {
      return try HouseStyles.builtIn.style(named: HouseStyles.defaultName)
    } catch {
      fatalError("the standard house style cannot be made: \(error)")
    }
  }()
}

/// A house style that cannot be had.
public struct HouseStyleError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  /// The style that there is not, where that is the fault.
  public var unknown: String?

  init(_ description: String) { self.description = description }

  init(unknown name: String, names: [String]) {
    unknown = name
    description = "there is no house style “\(name)”; there are \(names.joined(separator: ", "))"
  }
}
