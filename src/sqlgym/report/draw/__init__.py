"""Tables, trees and paragraphs as text; nothing here knows what a verdict is."""
