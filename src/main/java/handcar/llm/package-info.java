/// Models: complete, stream and embed behind one interface, whoever provides them. Knows the providers' wire formats,
/// their failures and prices, and writes down what every call cost. When no provider can answer it says so, and whoever
/// asked falls back to the built-in model.
@NullMarked
package handcar.llm;

import org.jspecify.annotations.NullMarked;
