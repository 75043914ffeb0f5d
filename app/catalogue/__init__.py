"""The item catalogue (事项目录): what a hall handles, with which materials, in which time."""
