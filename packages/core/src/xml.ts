export { type ParseXmlOptions, parseXml, type XmlNode, type XmlValue } from './xml/parse.ts'
export { type WriteXmlOptions, writeXml, type XmlInput, type XmlInputValue, xmlBody } from './xml/write.ts'
